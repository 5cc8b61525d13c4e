package io.navette.cli.keystore;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a way to unlock away. */
@Command(
    name = "remove",
    description = "Removes a key slot, never the last one.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect keystore slot remove laptop", ""})
final class SlotRemove implements Callable<Integer> {
  private final KeystoreContext context;

  @Parameters(paramLabel = "SLOT", description = "The slot's name.")
  String name = "";

  SlotRemove(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.keystore().get().removeSlot(name);
    context.console().get().tell("removed the key slot " + name);
    return 0;
  }
}
