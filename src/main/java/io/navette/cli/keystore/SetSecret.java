package io.navette.cli.keystore;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds or replaces a secret; its value is never an argument, which everybody could see. */
@Command(
    name = "set",
    description = {
      "Adds or replaces a secret.",
      "The value is asked for, or read from a file or stdin (one last line end is cut off)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore set erp.password",
      "  pass show erp | navette connect keystore set erp.password --file -",
      ""
    })
final class SetSecret implements Callable<Integer> {
  private final KeystoreContext context;

  @Parameters(paramLabel = "NAME", description = "As in $${secret:NAME}.")
  String name = "";

  @Option(names = "--file", paramLabel = "FILE", description = "Read the value here; - is stdin.")
  Optional<Path> file = Optional.empty();

  SetSecret(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.keystore().get().set(name, value());
    context.console().get().tell("set " + name);
    return 0;
  }

  private Secret value() {
    String value = file.map(this::read).or(this::ask).orElseGet(() -> read(Path.of("-")));
    if (value.isEmpty()) {
      throw new Failure.Usage("the value of " + name + " is empty", "nothing was changed");
    }
    return new Secret(value);
  }

  private Optional<String> ask() {
    return context.prompt().passphrase("Value of " + name).map(String::new);
  }

  private String read(Path from) {
    return Inputs.read(context, from).replaceFirst("\\r?\\n\\z", "");
  }
}
