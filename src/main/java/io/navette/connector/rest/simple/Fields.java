package io.navette.connector.rest.simple;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One block of settings: the top, whose name is empty, or one in it. */
record Fields(String name, Map<String, @Nullable Object> values) {

  Fields block(String field) {
    return new Fields(dotted(field), map(field));
  }

  Optional<String> text(String field) {
    return Optional.ofNullable(values.get(field)).map(String::valueOf);
  }

  /** A Failure.Configuration, which says what it is needed for, when it is missing. */
  String required(String field, String purpose) {
    return text(field)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    dotted(field) + " is missing: " + purpose + " needs it", ""));
  }

  Optional<Long> whole(String field) {
    return values.get(field) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  boolean flag(String field, boolean otherwise) {
    return values.get(field) instanceof Boolean flag ? flag : otherwise;
  }

  List<String> list(String field) {
    return values.get(field) instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : List.of();
  }

  Map<String, @Nullable Object> map(String field) {
    return values.get(field) instanceof Map<?, ?> fields ? PlainValues.map(fields) : Map.of();
  }

  /** The template that finds the setting in the manifest's {@code config}. */
  String template(String field) {
    return Stream.concat(Stream.of(name.split("\\.", -1)), Stream.of(field))
        .filter(part -> !part.isEmpty())
        .map(part -> "['" + part.replace("\\", "\\\\").replace("'", "\\'") + "']")
        .collect(Collectors.joining("", "{{ config", " }}"));
  }

  /** The template of a setting that must be there. */
  String requiredTemplate(String field, String purpose) {
    required(field, purpose);
    return template(field);
  }

  private String dotted(String field) {
    return name.isEmpty() ? field : name + "." + field;
  }
}
