package io.navette.connector;

import java.util.List;
import java.util.Optional;

/**
 * One setting of a connection, or one option of a stream. Nested settings have dotted names ({@code
 * api.base_url}).
 *
 * @param description a sentence with the unit
 * @param kind how its text is checked
 * @param choices the allowed values of a CHOICE, empty otherwise
 * @param defaultValue as it would be written in YAML; a list's values with commas between
 */
public record Setting(
    String name,
    String description,
    Kind kind,
    boolean required,
    Optional<String> defaultValue,
    List<String> choices) {

  /** What a setting's value looks like. */
  public enum Kind {
    TEXT,
    INTEGER,
    BOOLEAN,
    /** Text that must come from the keystore, the environment or a file, never from the YAML. */
    SECRET,
    /** A path, taken relative to the YAML's folder. */
    PATH,
    /** A duration as in {@code 30s}, {@code 10m}; a bare number means seconds. */
    DURATION,
    CHOICE,
    /** A list of texts. */
    LIST,
    /** A map of text to text. */
    MAP
  }

  public Setting {
    choices = List.copyOf(choices);
  }

  public static Setting required(String name, Kind kind, String description) {
    return new Setting(name, description, kind, true, Optional.empty(), List.of());
  }

  public static Setting optional(String name, Kind kind, String description) {
    return new Setting(name, description, kind, false, Optional.empty(), List.of());
  }

  public static Setting withDefault(String name, Kind kind, String value, String description) {
    return new Setting(name, description, kind, false, Optional.of(value), List.of());
  }

  public static Setting choice(
      String name, String value, List<String> choices, String description) {
    return new Setting(name, description, Kind.CHOICE, false, Optional.of(value), choices);
  }
}
