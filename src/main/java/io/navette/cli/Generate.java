package io.navette.cli;

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

/** Writes what is derived from the commands: completion scripts and manual pages. */
@Command(name = "generate", hidden = true, description = "Writes completion scripts and manuals.")
final class Generate implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FOLDER", description = "Where completion/ and man/ stand.")
  Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    for (Map.Entry<String, String> file : files(spec.root().commandLine()).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue());
    }
    return 0;
  }

  /** Path to content. */
  static Map<String, String> files(CommandLine root) {
    Map<String, String> files = new LinkedHashMap<>();
    Completion completion = new Completion(root);
    files.put("completion/navette.bash", completion.bash());
    files.put("completion/_navette", completion.zsh());
    files.put("completion/navette.fish", completion.fish());
    manual(root, files);
    return files;
  }

  private static void manual(CommandLine command, Map<String, String> files) {
    ManualPage page = new ManualPage(command);
    files.put("man/man1/" + page.fileName(), page.roff());
    Completion.visible(command).values().forEach(child -> manual(child, files));
  }
}
