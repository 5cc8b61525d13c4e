package io.navette.cli;

import io.navette.console.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Options of every command, and their values once a command line was read. */
final class GlobalOptions {
  Optional<String> config = Optional.empty();
  Optional<String> tenant = Optional.empty();
  List<String> overrides = new ArrayList<>();

  /** The launcher has set it before Java began; here it is only checked. */
  Optional<MemorySize> maxMemory = Optional.empty();

  Look.Output output = Look.Output.TABLE;
  Look.Log log = Look.Log.TEXT;
  boolean noColor;
  boolean quiet;
  boolean verbose;
  boolean debug;
  boolean noInput;

  /** Adds them to the program; each command below it takes them, too. */
  void addTo(CommandSpec program) {
    for (OptionSpec.Builder option : everywhere()) {
      program.addOption(option.scopeType(ScopeType.INHERIT).build());
    }
    program.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .versionHelp(true)
            .description("Show the version.")
            .build());
  }

  private List<OptionSpec.Builder> everywhere() {
    return List.of(
        Options.optional(String.class, value -> config = value, "--config")
            .paramLabel("PATH")
            .description("YAML file, or a folder of them (default: navette.yaml here)."),
        Options.optional(String.class, value -> tenant = value, "--tenant")
            .paramLabel("NAME")
            .description("Use this tenant's own configuration, keystore and history."),
        Options.texts(() -> overrides, value -> overrides = value, "--set")
            .paramLabel("KEY=VALUE")
            .description("Override one value of the YAML for this run, e.g. jobs.shop.parallel=1."),
        Options.optional(MemorySize.class, value -> maxMemory = value, "--max-memory")
            .paramLabel("SIZE")
            .converters(new MemorySize.Converter())
            .description("Most memory the process takes, 160m or more (default: 240m)."),
        Options.value(Look.Output.class, value -> output = value, "--output")
            .paramLabel("FORMAT")
            .defaultValue("table")
            .description("Results as ${COMPLETION-CANDIDATES}."),
        Options.value(Look.Log.class, value -> log = value, "--log-format")
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("Progress and errors on stderr as ${COMPLETION-CANDIDATES}."),
        Options.flag(on -> noColor = on, "--no-color").description("No colours; so does NO_COLOR."),
        Options.flag(on -> quiet = on, "-q", "--quiet").description("Errors only."),
        Options.flag(on -> verbose = on, "-v", "--verbose").description("Every notice."),
        Options.flag(on -> debug = on, "--debug").description("Stack traces with errors."),
        Options.flag(on -> noInput = on, "--no-input")
            .description("Never ask, even on a terminal."),
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("Show help of any command."));
  }

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
