package io.navette.secret;

import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where this user's files are, by the XDG base directory rules.
 *
 * @param settings the folder of the keystore
 * @param state the folder of the history
 * @param tenant whose files these are; empty for the only or default one
 */
public record Places(Path settings, Path state, Optional<String> tenant) {

  /**
   * Reads {@code NAVETTE_HOME}, {@code XDG_CONFIG_HOME} and {@code XDG_STATE_HOME}. Creates
   * nothing.
   *
   * @param home the user's home folder
   * @throws Failure.Usage when the tenant's name can't be a folder's
   */
  public static Places of(Map<String, String> environment, Path home, Optional<String> tenant) {
    tenant.ifPresent(Places::check);
    Optional<Path> moved = variable(environment, "NAVETTE_HOME");
    Path settings =
        moved.orElseGet(() -> base(environment, "XDG_CONFIG_HOME", home.resolve(".config")));
    Path state =
        moved.orElseGet(
            () -> base(environment, "XDG_STATE_HOME", home.resolve(".local").resolve("state")));
    return new Places(inside(settings, tenant), inside(state, tenant), tenant);
  }

  private static void check(String tenant) {
    if (!tenant.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new Failure.Usage(
          "\"" + tenant + "\" can't be a tenant's name",
          "use letters, digits, dots, dashes and underscores, e.g. --tenant north");
    }
  }

  private static Path base(Map<String, String> environment, String name, Path fallback) {
    return variable(environment, name).filter(Path::isAbsolute).orElse(fallback).resolve("navette");
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty()).map(Path::of);
  }

  private static Path inside(Path folder, Optional<String> tenant) {
    return tenant.map(name -> folder.resolve("tenants").resolve(name)).orElse(folder);
  }

  public Path keystore() {
    return settings.resolve("keystore.bcfks");
  }

  public Path history() {
    return state.resolve("history.db");
  }
}
