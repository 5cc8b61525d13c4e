package io.navette.cli;

import io.navette.console.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every command; picocli fills them in. */
final class GlobalOptions {
  @Option(
      names = "--config",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "YAML file, or a folder of them (default: navette.yaml here).")
  Optional<String> config = Optional.empty();

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Use this tenant's own configuration, keystore and history.")
  Optional<String> tenant = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "Override one value of the YAML for this run, e.g. jobs.shop.parallel=1.")
  List<String> overrides = new ArrayList<>();

  /** The launcher has set it before Java began; here it is only checked. */
  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      scope = ScopeType.INHERIT,
      converter = MemorySize.Converter.class,
      description = "Most memory the process takes, 160m or more (default: 240m).")
  Optional<MemorySize> maxMemory = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "table",
      description = "Results as ${COMPLETION-CANDIDATES}.")
  Look.Output output = Look.Output.TABLE;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description = "Progress and errors on stderr as ${COMPLETION-CANDIDATES}.")
  Look.Log log = Look.Log.TEXT;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours; so does NO_COLOR.")
  boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Every notice.")
  boolean verbose;

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Stack traces with errors.")
  boolean debug;

  @Option(
      names = "--no-input",
      scope = ScopeType.INHERIT,
      description = "Never ask, even on a terminal.")
  boolean noInput;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show help of any command.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  Look look(Surroundings surroundings) {
    Look.Volume volume =
        quiet ? Look.Volume.QUIET : verbose ? Look.Volume.VERBOSE : Look.Volume.NORMAL;
    boolean color =
        !noColor
            && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(surroundings.environment().get("TERM"));
    return new Look(output, log, volume, color, surroundings.outWidth(), surroundings.errWidth());
  }
}
