package io.navette.config;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes settings out of what was written: references fetched, defaults filled in, paths absolute.
 */
final class Resolver {
  private final References references;

  Resolver(References references) {
    this.references = references;
  }

  Settings settings(
      String connection, List<Setting> declared, Map<String, SettingValue> written, Path folder) {
    Map<String, Object> values = new HashMap<>();
    for (Setting setting : declared) {
      SettingValue value = written.get(setting.name());
      if (value != null) {
        values.put(setting.name(), resolved(setting, value.yaml(), folder));
      } else if (setting.defaultValue().isPresent()) {
        values.put(
            setting.name(),
            absolute(Convert.standard(setting, setting.defaultValue().get()), folder));
      }
    }
    return new Settings(connection, values);
  }

  private Object resolved(Setting setting, Yaml value, Path folder) {
    return switch (value) {
      case Yaml.Scalar scalar -> text(setting, scalar, folder);
      case Yaml.Items items -> {
        List<String> texts = new ArrayList<>();
        items.values().forEach(item -> texts.add(fetched(item, setting.name(), folder)));
        yield List.copyOf(texts);
      }
      case Yaml.Entries entries -> {
        Map<String, String> map = new LinkedHashMap<>();
        entries.values().forEach((key, item) -> map.put(key, fetched(item, key, folder)));
        yield map;
      }
    };
  }

  private Object text(Setting setting, Yaml.Scalar scalar, Path folder) {
    try {
      return absolute(Convert.text(setting, fetched(scalar, setting.name(), folder)), folder);
    } catch (IllegalArgumentException e) {
      // A fetched value may be a secret in the wrong place: it is not repeated.
      boolean fetched = Reference.of(scalar.text()).isPresent();
      throw new Failure.Configuration(
          scalar.mark()
              + ": "
              + setting.name()
              + ": "
              + (fetched ? "the value of " + scalar.text() + " does not fit" : e.getMessage()),
          setting.description());
    }
  }

  private String fetched(Yaml value, String name, Path folder) {
    String text = value instanceof Yaml.Scalar scalar ? scalar.text() : "";
    return Reference.of(text)
        .map(reference -> references.fetch(reference, value.mark() + ": " + name, folder))
        .orElse(text);
  }

  private static Object absolute(Object value, Path folder) {
    return value instanceof Path path && !path.toString().equals("-")
        ? folder.resolve(path).normalize()
        : value;
  }
}
