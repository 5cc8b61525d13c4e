package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks through a component for what can't be run: code, unknown components, missing fields. */
final class Inspection {
  /** Fields that hold the author's data; a {@code type} in there is no component. */
  private static final Set<String> DATA =
      Set.of(
          "$parameters",
          "schema",
          "schemas",
          "definitions",
          "metadata",
          "connection_specification",
          "oauth_config_specification",
          "base_schema",
          "config_overrides",
          // Code among these concerns the states of other programs.
          "state_migrations",
          "request_parameters",
          "request_headers",
          "request_body_json",
          "request_body_data",
          "refresh_request_body",
          "refresh_request_headers",
          "jwt_headers",
          "jwt_payload",
          "additional_jwt_headers",
          "additional_jwt_payload",
          "value",
          "values",
          "params",
          "headers");

  private final List<Finding> findings = new ArrayList<>();

  private Inspection() {}

  /** One thing that can't be run, and where it stands. */
  record Finding(String path, String reason) {}

  static List<Finding> of(@Nullable Object component, String path) {
    Inspection inspection = new Inspection();
    inspection.look(component, path);
    return inspection.findings;
  }

  private void look(@Nullable Object node, String path) {
    if (node instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        look(items.get(i), path + "/" + i);
      }
    } else if (node instanceof Map<?, ?>) {
      Map<String, @Nullable Object> fields = PlainValues.map(node);
      boolean goOn = !(fields.get("type") instanceof String type) || component(type, fields, path);
      if (goOn) {
        fields.forEach(
            (name, field) -> {
              if (!DATA.contains(name)) {
                look(field, path + "/" + name);
              }
            });
      }
    }
  }

  private boolean component(String type, Map<String, @Nullable Object> fields, String path) {
    if (Vocabulary.isCustom(type)) {
      Object code = fields.get("class_name");
      findings.add(
          new Finding(
              path, type + (code == null ? "" : " " + code) + " is code, which is not run"));
      return false;
    }
    if (!Vocabulary.knows(type)) {
      findings.add(new Finding(path, "\"" + type + "\" is no known component"));
      return false;
    }
    for (String required : Vocabulary.required(type)) {
      if (!fields.containsKey(required)) {
        findings.add(new Finding(path, type + " lacks " + required));
      }
    }
    return true;
  }
}
