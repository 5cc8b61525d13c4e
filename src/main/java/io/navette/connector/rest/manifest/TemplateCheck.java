package io.navette.connector.rest.manifest;

import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for templates whose syntax is wrong, before any of them is needed. */
final class TemplateCheck {
  /** Fields whose braces mean nothing to the engine. */
  private static final Set<String> PLAIN =
      Set.of(
          "$parameters",
          "schema",
          "schemas",
          "definitions",
          "metadata",
          "description",
          "connection_specification",
          "oauth_config_specification",
          "base_schema",
          "config_overrides");

  private final Expressions expressions = new Expressions(InstantSource.fixed(Instant.EPOCH));
  private final Map<String, Optional<String>> known = new HashMap<>();

  /** The first that is wrong, in the order of the fields; empty when all are right. */
  Optional<Inspection.Finding> find(@Nullable Object node, String path) {
    return switch (node) {
      case String text when text.contains("{{") || text.contains("{%") ->
          known
              .computeIfAbsent(text, this::problem)
              .map(problem -> new Inspection.Finding(path, problem));
      case List<?> items -> {
        Optional<Inspection.Finding> found = Optional.empty();
        for (int i = 0; i < items.size() && found.isEmpty(); i++) {
          found = find(items.get(i), path + "/" + i);
        }
        yield found;
      }
      case Map<?, ?> fields ->
          PlainValues.map(fields).entrySet().stream()
              .filter(field -> !PLAIN.contains(field.getKey()))
              .flatMap(field -> find(field.getValue(), path + "/" + field.getKey()).stream())
              .findFirst();
      case null, default -> Optional.empty();
    };
  }

  private Optional<String> problem(String template) {
    try {
      expressions.compile(template);
      return Optional.empty();
    } catch (Failure.Configuration e) {
      return Optional.of("the template can't be read: " + e.getMessage());
    }
  }
}
