package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields that no part of a schema names. OpenAPI allows them unless it is told otherwise, but a
 * misspelt or invented one is what most faults are.
 */
final class UnknownFields {
  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /** Their places, as JSON pointers. */
  static List<String> in(Members schema, JsonNode value) {
    UnknownFields fields = new UnknownFields();
    fields.walk(schema, value, "");
    return fields.found;
  }

  private void walk(Members schema, JsonNode value, String at) {
    if (schema.isEmpty()) {
      return;
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        walk(schema.items(), value.path(i), at + "/" + i);
      }
    }
    value
        .properties()
        .forEach(
            field -> {
              String here = at + "/" + field.getKey();
              Members property = schema.property(field.getKey());
              if (!property.isEmpty()) {
                walk(property, field.getValue(), here);
              } else if (schema.isClosed()) {
                found.add(here);
              } else {
                walk(schema.additional(), field.getValue(), here);
              }
            });
  }
}
