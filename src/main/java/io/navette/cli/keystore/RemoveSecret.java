package io.navette.cli.keystore;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a secret. */
@Command(
    name = "remove",
    description = "Removes a secret; the file before stays as .previous.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect keystore remove erp.password", ""})
final class RemoveSecret implements Callable<Integer> {
  private final KeystoreContext context;

  @Parameters(paramLabel = "NAME", description = "The secret's name.")
  String name = "";

  RemoveSecret(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.keystore().get().remove(name);
    context.console().get().tell("removed " + name);
    return 0;
  }
}
