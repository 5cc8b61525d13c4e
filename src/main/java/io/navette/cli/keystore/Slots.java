package io.navette.cli.keystore;

import picocli.CommandLine.Command;

/** The commands about unlockers. */
@Command(
    name = "slot",
    synopsisSubcommandLabel = "COMMAND",
    description = "Changes what unlocks the keystore, without touching the secrets.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore slot list",
      "  navette connect keystore slot add --key-file /etc/navette/key --name cron",
      ""
    })
final class Slots {}
