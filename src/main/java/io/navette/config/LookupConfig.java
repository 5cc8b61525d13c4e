package io.navette.config;

import io.navette.connector.Settings;
import io.navette.mapping.Lookup;
import io.navette.sync.Endpoint;
import io.navette.sync.LookupRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lookup as written.
 *
 * @param from the name of a connection
 */
record LookupConfig(
    String name,
    String from,
    String stream,
    List<String> key,
    String value,
    List<String> by,
    Lookup.Missing missing,
    Optional<String> fallback,
    Optional<String> where,
    long maxRows,
    Map<String, SettingValue> options) {
  LookupConfig {
    key = List.copyOf(key);
    by = List.copyOf(by);
    options = new LinkedHashMap<>(options);
  }

  LookupRule resolved(Endpoint end, Settings settings) {
    return new LookupRule(
        name, end, stream, key, value, by, missing, fallback, where, maxRows, settings);
  }
}
