package io.navette.cli;

import io.navette.secret.Places;
import java.nio.file.Path;
import java.util.Optional;

/** Where this user's files are, as the process sees it. */
final class Homes {
  private Homes() {}

  static Places places(Surroundings surroundings, Optional<String> tenant) {
    return Places.of(
        surroundings.environment(), Path.of(System.getProperty("user.home", "/")), tenant);
  }
}
