package io.navette.connector.rest.expression;

import java.util.LinkedHashMap;
import java.util.Map;

/** Variables that a loop can change: {@code namespace(count=0)}. */
record Namespace(Map<String, Object> variables) {
  Namespace() {
    this(new LinkedHashMap<>());
  }
}
