package io.navette.connector.rest.simple;

import io.navette.connector.Settings;
import io.navette.connector.rest.value.PlainValues;
import io.navette.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings as the {@code config} of a manifest: dotted names become nested maps again, durations
 * whole seconds, paths and secrets texts. Holds secrets in the clear: never print it.
 */
public final class SettingTree {
  private SettingTree() {}

  public static Map<String, @Nullable Object> of(Settings settings) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    new TreeMap<>(settings.values()).forEach((name, value) -> put(tree, name, plain(value)));
    return tree;
  }

  private static void put(Map<String, @Nullable Object> tree, String name, Object value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      tree.put(name, value);
      return;
    }
    Object block = tree.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<>());
    put(PlainValues.map(block), name.substring(dot + 1), value);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Secret secret -> secret.reveal();
      case Duration duration -> duration.toSeconds();
      case Path path -> path.toString();
      default -> value;
    };
  }
}
