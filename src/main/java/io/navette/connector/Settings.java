package io.navette.connector;

import io.navette.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection's settings, resolved and checked against the connector's {@link Setting}s: defaults
 * are filled in, secrets decrypted, paths absolute. Values are String, Long, Boolean, {@link
 * Secret}, {@link Path}, {@link Duration}, {@code List<String>} or {@code Map<String, String>}, by
 * their setting's kind. Immutable.
 *
 * @param connection the connection's name, for messages
 */
public record Settings(String connection, Map<String, Object> values) {
  public Settings {
    values = Map.copyOf(values);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Optional<String> text(String name) {
    return find(name, String.class);
  }

  public Optional<Long> integer(String name) {
    return find(name, Long.class);
  }

  /** False when not set. */
  public boolean flag(String name) {
    return find(name, Boolean.class).orElse(false);
  }

  public Optional<Secret> secret(String name) {
    return find(name, Secret.class);
  }

  public Optional<Path> path(String name) {
    return find(name, Path.class);
  }

  public Optional<Duration> duration(String name) {
    return find(name, Duration.class);
  }

  /** Empty when not set. */
  public List<String> list(String name) {
    return find(name, List.class).map(Settings::texts).orElse(List.of());
  }

  /** In the order of the YAML; empty when not set. */
  public Map<String, String> map(String name) {
    return find(name, Map.class).map(Settings::textMap).orElse(Map.of());
  }

  private <T> Optional<T> find(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  private static List<String> texts(List<?> list) {
    return list.stream().map(String.class::cast).toList();
  }

  private static Map<String, String> textMap(Map<?, ?> map) {
    Map<String, String> ordered = new LinkedHashMap<>();
    map.forEach((key, value) -> ordered.put((String) key, (String) value));
    return Collections.unmodifiableMap(ordered);
  }

  /** Names only; a settings record may hold secrets. */
  @Override
  public String toString() {
    return "Settings[" + connection + " " + values.keySet() + "]";
  }
}
