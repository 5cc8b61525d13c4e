package io.navette.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of declared settings. */
final class SettingSchema {
  private static final String REFERENCE = Reference.WHOLE.pattern();

  private SettingSchema() {}

  /** A definition per kind of setting, by name. */
  static Map<String, ObjectNode> definitions() {
    Map<String, ObjectNode> definitions = new LinkedHashMap<>();
    ObjectNode reference = SchemaNodes.matching(REFERENCE, "string");
    reference.put(
        "description",
        "A value that stands elsewhere: ${secret:NAME} in the keystore, ${env:NAME} in the"
            + " environment, ${file:PATH} in a file, ${vault:MOUNT/PATH#KEY}, ${aws:NAME#KEY},"
            + " ${google:PROJECT/NAME} and ${azure:VAULT/NAME} in a secret manager,"
            + " ${cmd:PROGRAM ARGUMENTS} what a program prints.");
    List.of(
            "${secret:NAME}",
            "${env:NAME}",
            "${file:PATH}",
            "${vault:MOUNT/PATH#KEY}",
            "${aws:NAME#KEY}",
            "${google:PROJECT/NAME}",
            "${azure:VAULT/NAME}",
            "${cmd:PROGRAM ARGUMENTS}")
        .forEach(reference.putArray("examples")::add);
    definitions.put("reference", reference);
    ObjectNode text = SchemaNodes.empty();
    ObjectNode plain = SchemaNodes.typed("string");
    plain.putObject("not").put("pattern", "\\$\\{(?!env:[^}]+\\})");
    text.putArray("anyOf")
        .add(plain)
        .add(SchemaNodes.typed("number", "boolean"))
        .add(SchemaNodes.defined("reference"));
    definitions.put("text", text);
    definitions.put(
        "integer", SchemaNodes.matching("[+-]?[0-9]+|" + REFERENCE, "integer", "string"));
    definitions.put("boolean", flag("|" + REFERENCE));
    definitions.put("duration", SchemaNodes.numberOr(Values.SPAN.pattern() + "|" + REFERENCE));
    definitions.put("list", SchemaNodes.list(SchemaNodes.defined("text")));
    definitions.put("map", SchemaNodes.map(SchemaNodes.defined("text")).put("type", "object"));
    return definitions;
  }

  static ObjectNode flag(String more) {
    return SchemaNodes.matching("true|yes|on|false|no|off" + more, "boolean", "string");
  }

  /**
   * A block of settings; dotted names become nested blocks.
   *
   * @param more keys beside the settings
   * @param complete whether required settings must be there
   */
  static ObjectNode block(List<Setting> declared, Map<String, ObjectNode> more, boolean complete) {
    return block("", declared, more, complete);
  }

  private static ObjectNode block(
      String prefix, List<Setting> declared, Map<String, ObjectNode> more, boolean complete) {
    Map<String, List<Setting>> groups = new LinkedHashMap<>();
    for (Setting setting : declared) {
      String key = setting.name().substring(prefix.length()).replaceFirst("\\..*", "");
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(setting);
    }
    Map<String, ObjectNode> keys = new LinkedHashMap<>(more);
    List<String> required = new ArrayList<>(more.keySet());
    groups.forEach(
        (key, group) -> {
          Setting first = group.getFirst();
          boolean single = first.name().equals(prefix + key);
          keys.put(
              key,
              single
                  ? value(first)
                  : block(prefix + key + ".", group, Map.of(), complete).put("type", "object"));
          if (complete && group.stream().anyMatch(Setting::required)) {
            required.add(key);
          }
        });
    return SchemaNodes.block(keys, required);
  }

  private static ObjectNode value(Setting setting) {
    ObjectNode value =
        switch (setting.kind()) {
          case TEXT, PATH -> SchemaNodes.defined("text");
          case INTEGER -> SchemaNodes.defined("integer");
          case BOOLEAN -> SchemaNodes.defined("boolean");
          case SECRET -> SchemaNodes.defined("reference");
          case DURATION -> SchemaNodes.defined("duration");
          case CHOICE -> choice(setting);
          case LIST -> SchemaNodes.defined("list");
          case MAP -> SchemaNodes.defined("map");
        };
    value.put("description", setting.description());
    setting.defaultValue().ifPresent(text -> addDefault(value, setting, text));
    return value;
  }

  private static ObjectNode choice(Setting setting) {
    ObjectNode either = SchemaNodes.empty();
    either
        .putArray("anyOf")
        .add(SchemaNodes.choice(setting.choices()))
        .add(SchemaNodes.defined("reference"));
    return either;
  }

  private static void addDefault(ObjectNode value, Setting setting, String text) {
    switch (Convert.standard(setting, text)) {
      case List<?> items -> {
        ArrayNode array = value.putArray("default");
        items.forEach(item -> array.add(String.valueOf(item)));
      }
      case Long number -> value.put("default", number);
      case Boolean flag -> value.put("default", flag);
      default -> value.put("default", text);
    }
  }
}
