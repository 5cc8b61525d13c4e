package io.navette.connector.rest.simple;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A component of a manifest in the making; its fields keep their order. */
final class Component {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private Component() {}

  static Component of(String type) {
    return untyped().with("type", type);
  }

  /** A part that has no type in the language. */
  static Component untyped() {
    return new Component();
  }

  Component with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  Component with(String field, Component value) {
    return with(field, value.fields());
  }

  Component with(String field, Optional<?> value) {
    value.ifPresent(held -> fields.put(field, held));
    return this;
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** An option that adds a value to every request. */
  static Component option(String place, String name) {
    return of("RequestOption").with("inject_into", place).with("field_name", name);
  }
}
