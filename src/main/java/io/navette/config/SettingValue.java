package io.navette.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A setting's value as written, with its place in the file. */
public final class SettingValue {
  private final Yaml yaml;

  SettingValue(Yaml yaml) {
    this.yaml = yaml;
  }

  Yaml yaml() {
    return yaml;
  }

  Mark mark() {
    return yaml.mark();
  }

  /** As written, lists and maps on one line. */
  String shown() {
    return switch (yaml) {
      case Yaml.Scalar scalar -> scalar.text();
      case Yaml.Items items ->
          items.values().stream()
              .map(item -> new SettingValue(item).shown())
              .collect(Collectors.joining(", ", "[", "]"));
      case Yaml.Entries entries ->
          entries.values().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + new SettingValue(entry.getValue()).shown())
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /**
   * Nested blocks as dotted names; a block whose dotted name is in {@code whole} stays one, as does
   * one that holds nothing.
   */
  static Map<String, SettingValue> flatten(
      Yaml.Entries entries, Set<String> whole, Set<String> without) {
    Map<String, SettingValue> flat = new LinkedHashMap<>();
    flatten("", entries, whole, without, flat);
    return flat;
  }

  private static void flatten(
      String prefix,
      Yaml.Entries entries,
      Set<String> whole,
      Set<String> without,
      Map<String, SettingValue> flat) {
    entries
        .values()
        .forEach(
            (key, value) -> {
              String name = prefix + key;
              if (value instanceof Yaml.Entries block
                  && !block.values().isEmpty()
                  && !whole.contains(name)) {
                flatten(name + ".", block, whole, without, flat);
              } else if (!without.contains(name)) {
                flat.put(name, new SettingValue(value));
              }
            });
  }
}
