package io.navette.cli.keystore;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the store's key. */
@Command(
    name = "rotate",
    description = {
      "Encrypts all secrets under a new random key.",
      "Each key slot needs its passphrase or key at hand, or must be let go by name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore rotate",
      "  navette connect keystore rotate --drop-slot laptop",
      ""
    })
final class Rotate implements Callable<Integer> {
  private final KeystoreContext context;

  @Option(
      names = "--drop-slot",
      paramLabel = "SLOT",
      description = "Let this slot go when nothing at hand opens it; repeatable.")
  Set<String> droppable = new LinkedHashSet<>();

  Rotate(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<String> dropped = context.keystore().get().rotate(droppable);
    String end = dropped.isEmpty() ? "" : ", without the slots " + String.join(", ", dropped);
    context.console().get().tell("the keystore has a new key" + end);
    return 0;
  }
}
