package io.navette.cli;

import picocli.CommandLine.Command;

/** The commands about connections. */
@Command(
    name = "connect",
    synopsisSubcommandLabel = "COMMAND",
    description = "Describes the systems to carry data between.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect types               which systems are known?",
      "  navette connect add                 step by step",
      "  navette connect import .env shop --type postgres",
      "  navette connect discover shop       which streams does it hold?",
      "  navette connect login shop          log in to it in the browser",
      ""
    })
final class Connect {}
