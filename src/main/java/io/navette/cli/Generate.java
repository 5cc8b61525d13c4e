package io.navette.cli;

import io.navette.config.ConfigSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what is derived: completion scripts, manual pages and the JSON Schema of the YAML. */
@Command(
    name = "generate",
    hidden = true,
    description = "Writes completion scripts, manuals and the JSON Schema.")
final class Generate implements Callable<Integer> {
  private final Session session;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FOLDER", description = "Where completion/, man/ and docs/ stand.")
  Path folder = Path.of("");

  Generate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue());
    }
    return 0;
  }

  /** Path to content. */
  private Map<String, String> files() {
    CommandLine root = spec.root().commandLine();
    Map<String, String> files = new LinkedHashMap<>();
    Completion completion = new Completion(root);
    files.put("completion/navette.bash", completion.bash());
    files.put("completion/_navette", completion.zsh());
    files.put("completion/navette.fish", completion.fish());
    files.put("docs/navette.schema.json", ConfigSchema.text(session.catalog()));
    manual(root, files);
    return files;
  }

  private static void manual(CommandLine command, Map<String, String> files) {
    ManualPage page = new ManualPage(command);
    files.put("man/man1/" + page.fileName(), page.roff());
    Completion.visible(command).values().forEach(child -> manual(child, files));
  }
}
