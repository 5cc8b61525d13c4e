package io.navette.connector.rest.write;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a person would read out of an entry that says why a record was refused. */
final class Messages {
  private static final List<String> NAMES =
      List.of(
          "error_description",
          "message",
          "Message",
          "detail",
          "Detail",
          "error",
          "errors",
          "Errors",
          "ValidationErrors",
          "title",
          "reason",
          "description");

  private Messages() {}

  static Optional<String> of(@Nullable Object entry) {
    return switch (entry) {
      case String text when !text.isBlank() -> Optional.of(text.strip());
      case List<?> items when !items.isEmpty() -> of(items.getFirst());
      case Map<?, ?> fields ->
          NAMES.stream()
              .map(name -> PlainValues.map(fields).get(name))
              .flatMap(found -> of(found).stream())
              .findFirst();
      case null, default ->
          entry instanceof Number ? Optional.of(PythonText.of(entry)) : Optional.empty();
    };
  }
}
