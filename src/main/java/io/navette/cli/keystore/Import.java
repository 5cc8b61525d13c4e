package io.navette.cli.keystore;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import io.navette.secret.SecretFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes over what other programs kept. */
@Command(
    name = "import",
    description = {
      "Adds all secrets of a file in one write; those of the same name are replaced.",
      "Fernet tokens may stand in a dotenv, YAML or JSON file of names and tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore import --env-file .env --prefix shop.",
      "  navette connect keystore import --fernet tokens.yaml --fernet-key fernet.key",
      ""
    })
final class Import implements Callable<Integer> {
  private final KeystoreContext context;

  @Option(names = "--env-file", paramLabel = "FILE", description = "A dotenv file; - is stdin.")
  Optional<Path> environment = Optional.empty();

  @Option(names = "--fernet", paramLabel = "FILE", description = "Fernet tokens; - is stdin.")
  Optional<Path> fernet = Optional.empty();

  @Option(
      names = "--fernet-key",
      paramLabel = "FILE",
      description = "The file of the Fernet key; asked for when left out.")
  Optional<Path> key = Optional.empty();

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Put this before each name.")
  String prefix = "";

  Import(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (environment.isPresent() == fernet.isPresent()) {
      throw new Failure.Usage("one file is needed", "give either --env-file FILE or --fernet FILE");
    }
    Map<String, Secret> named = new LinkedHashMap<>();
    environment
        .map(this::environment)
        .or(() -> fernet.map(this::fernet))
        .orElse(Map.of())
        .forEach((name, secret) -> named.put(prefix + name, secret));
    context.keystore().get().setAll(named);
    context.console().get().tell("imported " + String.join(", ", named.keySet()));
    return 0;
  }

  private Map<String, Secret> environment(Path file) {
    return SecretFiles.environment(file.toString(), Inputs.read(context, file));
  }

  private Map<String, Secret> fernet(Path file) {
    return SecretFiles.fernet(file.toString(), Inputs.read(context, file), fernetKey());
  }

  private Secret fernetKey() {
    return key.map(file -> Inputs.read(context, file))
        .or(() -> context.prompt().passphrase("Fernet key").map(String::new))
        .map(Secret::new)
        .orElseThrow(
            () -> new Failure.Usage("the Fernet key is missing", "give --fernet-key FILE"));
  }
}
