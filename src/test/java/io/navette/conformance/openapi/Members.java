package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A schema with all that {@code allOf}, {@code anyOf} and {@code oneOf} put together in it. Which
 * alternative holds is the validator's to say; this tells what may be there at all.
 *
 * @param places the schema itself, then its members
 */
record Members(Document document, List<Place> places) {
  static Members of(Document document, Place schema) {
    return of(document, List.of(schema));
  }

  private static Members of(Document document, List<Place> schemas) {
    Set<String> seen = new LinkedHashSet<>();
    List<Place> places = new ArrayList<>();
    schemas.forEach(schema -> collect(document, schema, seen, places));
    return new Members(document, places);
  }

  private static void collect(
      Document document, Place schema, Set<String> seen, List<Place> places) {
    if (!schema.exists() || !seen.add(schema.pointer())) {
      return;
    }
    places.add(schema);
    for (String word : List.of("allOf", "anyOf", "oneOf")) {
      document
          .children(document.child(schema, word))
          .forEach(member -> collect(document, member, seen, places));
    }
  }

  /** Whether nothing at all is said. */
  boolean isEmpty() {
    return places.isEmpty();
  }

  /** The types that are allowed. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (Place place : places) {
      JsonNode type = place.node().path("type");
      if (type.isArray()) {
        type.forEach(one -> types.add(one.asText()));
      } else if (type.isTextual()) {
        types.add(type.asText());
      }
    }
    return types;
  }

  /** What is said of a field by its name. */
  Members property(String name) {
    return below("properties", name);
  }

  /** What is said of fields without a name. */
  Members additional() {
    return below("additionalProperties");
  }

  Members items() {
    return below("items");
  }

  private Members below(String... steps) {
    return of(document, places.stream().map(place -> document.child(place, steps)).toList());
  }

  /** Whether fields are named at all, and others are not allowed on purpose. */
  boolean isClosed() {
    return places.stream().anyMatch(place -> !place.node().path("properties").isEmpty())
        && places.stream().noneMatch(place -> isOpen(place.node().path("additionalProperties")));
  }

  private static boolean isOpen(JsonNode additional) {
    return additional.isObject() || additional.asBoolean(false);
  }
}
