package io.navette.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The program itself: its global options, and its commands below it. */
final class Navette {
  final GlobalOptions options = new GlobalOptions();

  CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("navette");
    spec.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .description("Carries records between the systems a company has, and proves what it moved.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  navette connect add                 describe a system, step by step",
            "  navette test                        can everything be reached?",
            "  navette sync                        run all jobs of navette.yaml",
            "  navette transfer shop:people -       show rows",
            "",
            "Each option has a twin in the environment: --config is NAVETTE_CONFIG.",
            "");
    options.addTo(spec);
    return spec;
  }
}
