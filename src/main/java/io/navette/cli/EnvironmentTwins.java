package io.navette.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every option its twin in the environment: {@code NAVETTE_CONFIG} for {@code --config},
 * {@code NAVETTE_SYNC_DEADLINE} for {@code sync --deadline}.
 */
final class EnvironmentTwins implements IDefaultValueProvider {
  private final Map<String, String> environment;

  EnvironmentTwins(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String value = environment.get(twin(option));
    return value == null || value.isEmpty() ? null : value;
  }

  static String twin(OptionSpec option) {
    CommandSpec owner = option.root() == null ? option.command() : option.root().command();
    String name = owner.qualifiedName("_") + "_" + option.longestName().replaceFirst("^-+", "");
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
