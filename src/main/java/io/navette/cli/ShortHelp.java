package io.navette.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help of a command without the options that every command has; the root's help shows those. */
final class ShortHelp extends Help {
  private final CommandSpec command;

  ShortHelp(CommandSpec command, ColorScheme colors) {
    super(command, colors);
    this.command = command;
  }

  @Override
  protected Ansi.Text createDetailedSynopsisOptionsText(
      Collection<ArgSpec> done, Comparator<OptionSpec> sort, boolean cluster) {
    return createDetailedSynopsisOptionsText(done, own(command.options()), sort, cluster);
  }

  @Override
  public String optionListExcludingGroups(
      List<OptionSpec> options,
      Layout layout,
      Comparator<OptionSpec> sort,
      IParamLabelRenderer labels) {
    return super.optionListExcludingGroups(own(options), layout, sort, labels);
  }

  @Override
  public String footer(Object... parameters) {
    String more =
        "%nOptions of every command (--config, --output, ...): navette --help%n".formatted();
    return super.footer(parameters) + (command.parent() == null ? "" : more);
  }

  private static List<OptionSpec> own(List<OptionSpec> options) {
    return options.stream().filter(option -> !option.inherited()).toList();
  }
}
