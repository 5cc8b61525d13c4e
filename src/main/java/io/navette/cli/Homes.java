package io.navette.cli;

import io.navette.config.ConfigSource;
import io.navette.secret.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where this user's files are, as the process sees it. */
final class Homes {
  private Homes() {}

  static Places places(Surroundings surroundings, Optional<String> tenant) {
    return Places.of(
        surroundings.environment(), Path.of(System.getProperty("user.home", "/")), tenant);
  }

  /** Where the configuration is, by what the global options say about it. */
  static ConfigSource configuration(
      Surroundings surroundings,
      Optional<String> given,
      Optional<String> tenant,
      List<String> overrides) {
    return new ConfigSource(
        given,
        surroundings.environment(),
        surroundings.folder(),
        tenant.map(name -> places(surroundings, tenant).settings()),
        overrides);
  }
}
