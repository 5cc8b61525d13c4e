package io.navette.testing;

import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.value.PlainValues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the templates of a fixture; values keep their types. */
final class Templates {
  private static final Expressions EXPRESSIONS =
      new Expressions(InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")));

  private Templates() {}

  static @Nullable Object fill(@Nullable Object tree, Map<String, @Nullable Object> context) {
    return switch (tree) {
      case String text when text.contains("{{") || text.contains("{%") ->
          EXPRESSIONS.compile(text).exact(Context.of(context));
      case Map<?, ?> fields -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        PlainValues.map(fields)
            .forEach(
                (name, item) ->
                    filled.put(String.valueOf(fill(name, context)), fill(item, context)));
        yield filled;
      }
      case List<?> items -> {
        List<@Nullable Object> filled = new ArrayList<>();
        PlainValues.list(items).forEach(item -> filled.add(fill(item, context)));
        yield filled;
      }
      case null, default -> tree;
    };
  }
}
