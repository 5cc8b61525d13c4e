package io.navette.cli.keystore;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The encrypted file of secrets, by hand and from scripts. */
@Command(
    name = "keystore",
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps secrets in an encrypted file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore init",
      "  navette connect keystore set erp.password",
      "  navette connect keystore list",
      ""
    })
public final class KeystoreCommands {
  private KeystoreCommands() {}

  /** All of them, to be added below {@code connect}. */
  public static CommandLine root(KeystoreContext context) {
    return new CommandLine(new KeystoreCommands())
        .addSubcommand("init", new Init(context))
        .addSubcommand("list", new ListSecrets(context))
        .addSubcommand("set", new SetSecret(context))
        .addSubcommand("remove", new RemoveSecret(context))
        .addSubcommand("rotate", new Rotate(context))
        .addSubcommand("import", new Import(context))
        .addSubcommand("slot", slots(context));
  }

  private static CommandLine slots(KeystoreContext context) {
    return new CommandLine(new Slots())
        .addSubcommand("add", new SlotAdd(context))
        .addSubcommand("list", new SlotList(context))
        .addSubcommand("remove", new SlotRemove(context));
  }
}
