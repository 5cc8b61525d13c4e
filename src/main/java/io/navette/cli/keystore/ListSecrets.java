package io.navette.cli.keystore;

import io.navette.console.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists names, never values. */
@Command(
    name = "list",
    description = "Lists the names of the secrets, never their values.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect keystore list", ""})
final class ListSecrets implements Callable<Integer> {
  private final KeystoreContext context;

  ListSecrets(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Table table = Table.of(Table.text("secret"));
    context.keystore().get().names().forEach(table::row);
    context.console().get().print(table, "The keystore is empty.");
    return 0;
  }
}
