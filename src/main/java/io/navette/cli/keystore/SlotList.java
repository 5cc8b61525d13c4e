package io.navette.cli.keystore;

import io.navette.console.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the ways to unlock. */
@Command(
    name = "list",
    description = "Lists the key slots; needs no unlocking.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect keystore slot list", ""})
final class SlotList implements Callable<Integer> {
  private final KeystoreContext context;

  SlotList(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Table table = Table.of(Table.text("slot"), Table.text("kind"));
    context.keystore().get().slots().forEach(slot -> table.row(slot.name(), slot.kind().label()));
    context.console().get().print(table, "There is no key slot.");
    return 0;
  }
}
