package io.navette.connector.rest.simple;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.http.HttpSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nested files of an API: {@code api} and {@code auth} are what the system's own manifest
 * reads, {@code connection} and {@code rate_limit} change how that manifest asks.
 */
public final class ApiManifest {
  private ApiManifest() {}

  /** The blocks every API has: {@code connection}, {@code rate_limit} and {@code logging}. */
  public static List<Setting> settings() {
    return Transport.settings();
  }

  /** How the clients of a connection with these settings behave; no host is pinned yet. */
  public static HttpSettings http(Settings settings) {
    return Transport.http(settings);
  }

  /**
   * A copy of a system's manifest with the retries, waits and limits of the settings, and what it
   * leaves to them.
   *
   * @param source the manifest, every component with its {@code type}
   * @param config the settings, nested as {@link SettingTree} makes them
   */
  public static Map<String, @Nullable Object> of(
      Map<String, @Nullable Object> source, Map<String, @Nullable Object> config) {
    return Transport.apply(SettingParts.in(source, config), config);
  }

  /** A copy of what is no manifest, whose requesters try again as the settings say. */
  public static Map<String, @Nullable Object> requesters(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> config) {
    Map<String, @Nullable Object> adapted = Transport.apply(SettingParts.in(tree, config), config);
    adapted.remove("api_budget");
    return adapted;
  }
}
