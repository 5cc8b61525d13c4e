package io.navette.config;

import io.navette.connector.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds written settings against the ones a connector declares. Nothing is decrypted for it. */
final class SettingCheck {
  private final List<Setting> declared;
  private final Problems problems;

  SettingCheck(List<Setting> declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  /**
   * Reports unknown, missing and ill-formed settings.
   *
   * @param mark of the block, for what is missing
   * @param complete whether required settings must be there
   */
  void check(Map<String, SettingValue> values, Mark mark, String path, boolean complete) {
    List<String> names = new ArrayList<>(declared.stream().map(Setting::name).toList());
    if (complete) {
      names.add("type");
    }
    values.forEach(
        (name, value) -> {
          if (!names.contains(name) && !isEmptyGroup(value, name)) {
            problems.unknown(value.mark(), path, name, names);
          }
        });
    for (Setting setting : declared) {
      SettingValue value = values.get(setting.name());
      if (value != null) {
        form(setting, value.yaml(), path + "." + setting.name());
      } else if (complete && setting.required()) {
        problems.add(mark, path, setting.name() + " is missing: " + setting.description());
      }
    }
  }

  /** A block like {@code auth: {}}, of which some settings could be given. */
  private boolean isEmptyGroup(SettingValue value, String name) {
    return value.yaml() instanceof Yaml.Entries
        && declared.stream().anyMatch(setting -> setting.name().startsWith(name + "."));
  }

  private void form(Setting setting, Yaml value, String path) {
    boolean fits =
        switch (setting.kind()) {
          case LIST -> !(value instanceof Yaml.Entries);
          case MAP -> value instanceof Yaml.Entries;
          case TEXT, INTEGER, BOOLEAN, SECRET, PATH, DURATION, CHOICE ->
              value instanceof Yaml.Scalar;
        };
    if (!fits) {
      problems.add(value.mark(), path, "found " + value.kind());
    } else if (value instanceof Yaml.Scalar scalar && scalar.isEmpty()) {
      problems.add(value.mark(), path, "nothing stands behind it; give a value, or take it out");
    } else if (value instanceof Yaml.Scalar scalar) {
      text(setting, scalar, path);
    }
  }

  private void text(Setting setting, Yaml.Scalar scalar, String path) {
    try {
      boolean reference = Reference.of(scalar.text()).isPresent();
      if (!reference && setting.kind() == Setting.Kind.SECRET) {
        problems.add(
            scalar.mark(),
            path,
            "a secret does not belong in a file; write ${secret:NAME} and type:"
                + " navette connect keystore set NAME");
      } else if (!reference) {
        Convert.text(setting, scalar.text());
      }
    } catch (IllegalArgumentException e) {
      problems.add(scalar.mark(), path, String.valueOf(e.getMessage()));
    }
  }
}
