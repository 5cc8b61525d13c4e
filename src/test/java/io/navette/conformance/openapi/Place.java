package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A part of a description.
 *
 * @param pointer where it stands, as a JSON pointer
 * @param node missing where there is nothing
 */
record Place(String pointer, JsonNode node) {
  boolean exists() {
    return !node.isMissingNode();
  }

  String text(String name) {
    return node.path(name).asText();
  }

  boolean flag(String name) {
    return node.path(name).asBoolean();
  }
}
