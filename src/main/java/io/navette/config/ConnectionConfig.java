package io.navette.config;

import io.navette.connector.Connector;
import io.navette.sync.Endpoint;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection as written: its secrets are still references.
 *
 * @param settings by dotted name, with their places in the file
 * @param folder where its relative paths begin
 */
public record ConnectionConfig(
    String name, Connector connector, Map<String, SettingValue> settings, Path folder) {
  public ConnectionConfig {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The settings as written, for showing: a reference stands as {@code ${secret:name}}. */
  public Map<String, String> written() {
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach((name, value) -> texts.put(name, value.shown()));
    return texts;
  }

  /** The connection with its references fetched and its defaults filled in. */
  public Endpoint endpoint(References references) {
    return new Endpoint(
        connector, new Resolver(references).settings(name, connector.settings(), settings, folder));
  }
}
