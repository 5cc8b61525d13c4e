package io.navette.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command's manual page in roff, from its own model. */
final class ManualPage {
  private final CommandLine line;
  private final CommandSpec spec;
  private final UsageMessageSpec usage;

  ManualPage(CommandLine line) {
    this.line = line;
    this.spec = line.getCommandSpec();
    this.usage = spec.usageMessage();
  }

  /** {@code navette-connect-add.1}. */
  String fileName() {
    return spec.qualifiedName("-") + ".1";
  }

  String roff() {
    StringBuilder page = new StringBuilder();
    String name = spec.qualifiedName("-");
    page.append(".TH \"").append(escaped(name.toUpperCase(java.util.Locale.ROOT))).append("\" 1\n");
    section(page, "NAME", escaped(name) + " \\- " + escaped(text(usage.description())));
    section(page, "SYNOPSIS", ".nf\n" + escaped(synopsis()) + "\n.fi");
    section(page, "COMMANDS", commands());
    section(page, "ARGUMENTS", arguments());
    section(page, "OPTIONS", options());
    section(page, "EXAMPLES", examples());
    if (spec.parent() == null) {
      section(page, "EXIT STATUS", ExitCodes.roff());
    } else {
      section(page, "SEE ALSO", "navette(1), for the options of every command");
    }
    return page.toString();
  }

  private String synopsis() {
    return new ShortHelp(spec, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .synopsis(0)
        .strip();
  }

  private String commands() {
    return Completion.visible(line).entrySet().stream()
        .map(
            entry ->
                entry(
                    entry.getKey(),
                    text(entry.getValue().getCommandSpec().usageMessage().description())))
        .collect(Collectors.joining("\n"));
  }

  private String arguments() {
    return spec.positionalParameters().stream()
        .filter(argument -> !argument.hidden())
        .map((PositionalParamSpec a) -> entry(a.paramLabel(), text(a.description())))
        .collect(Collectors.joining("\n"));
  }

  private String options() {
    return spec.options().stream()
        .filter(option -> !option.hidden() && !option.inherited())
        .map(option -> entry(names(option), text(option.description())))
        .collect(Collectors.joining("\n"));
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private String examples() {
    List<String> lines = List.of(usage.footer());
    return lines.isEmpty() ? "" : ".nf\n" + escaped(String.join("\n", lines)) + "\n.fi";
  }

  private static void section(StringBuilder page, String title, String body) {
    if (!body.isEmpty()) {
      page.append(".SH ").append(title).append('\n').append(body).append('\n');
    }
  }

  private static String entry(String term, String description) {
    return ".TP\n\\fB" + escaped(term) + "\\fR\n" + escaped(description);
  }

  private static String text(String[] paragraphs) {
    return String.join(" ", paragraphs).replace("%n", " ").replace("%%", "%").strip();
  }

  static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
  }
}
