package io.navette.connector.rest.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.navette.connector.rest.value.PlainValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value against a JSON schema: its types, values, fields, items, bounds and combinations.
 * Formats and references are not looked at.
 */
final class JsonSchemaCheck {
  private static final int DEEPEST = 64;

  private final Map<String, @Nullable Object> schema;
  private final int depth;

  JsonSchemaCheck(Map<String, @Nullable Object> schema) {
    this(schema, 0);
  }

  private JsonSchemaCheck(Map<String, @Nullable Object> schema, int depth) {
    this.schema = schema;
    this.depth = depth;
  }

  /** What is wrong with the value, in words; empty when it fits. */
  Optional<String> problem(@Nullable Object value) {
    if (depth > DEEPEST) {
      return Optional.of("nested too deeply");
    }
    return type(value)
        .or(() -> values(value))
        .or(() -> combinations(value))
        .or(
            () ->
                switch (value) {
                  case Map<?, ?> fields -> fields(PlainValues.map(fields));
                  case List<?> items -> items(PlainValues.list(items));
                  case Number number -> bounds(number);
                  case String text -> text(text);
                  case null, default -> Optional.empty();
                });
  }

  private Optional<String> inner(@Nullable Object part, @Nullable Object value, String at) {
    return part instanceof Map<?, ?>
        ? new JsonSchemaCheck(PlainValues.map(part), depth + 1)
            .problem(value)
            .map(problem -> at + problem)
        : Optional.empty();
  }

  private Optional<String> type(@Nullable Object value) {
    Object type = schema.get("type");
    if (type == null) {
      return Optional.empty();
    }
    List<?> types = type instanceof List<?> several ? several : List.of(type);
    return types.stream().anyMatch(name -> is(value, String.valueOf(name)))
        ? Optional.empty()
        : Optional.of("is not of the type " + type);
  }

  private static boolean is(@Nullable Object value, String type) {
    return switch (type) {
      case "object" -> value instanceof Map<?, ?>;
      case "array" -> value instanceof List<?>;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      case "integer" -> value instanceof Long || value instanceof BigInteger;
      case "number" -> value instanceof Number;
      default -> true;
    };
  }

  private Optional<String> values(@Nullable Object value) {
    if (schema.get("enum") instanceof List<?> possible
        && possible.stream().noneMatch(one -> PlainValues.same(one, value))) {
      return Optional.of("is none of " + possible);
    }
    return schema.containsKey("const") && !PlainValues.same(schema.get("const"), value)
        ? Optional.of("is not " + schema.get("const"))
        : Optional.empty();
  }

  private Optional<String> combinations(@Nullable Object value) {
    if (schema.get("allOf") instanceof List<?> all) {
      for (Object part : all) {
        Optional<String> problem = inner(part, value, "");
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    if (schema.get("anyOf") instanceof List<?> any && fitting(any, value) == 0) {
      return Optional.of("fits none of the schemas it may");
    }
    if (schema.get("oneOf") instanceof List<?> one && fitting(one, value) != 1) {
      return Optional.of("does not fit exactly one of the schemas it may");
    }
    return schema.get("not") instanceof Map<?, ?> not && inner(not, value, "").isEmpty()
        ? Optional.of("fits a schema it must not")
        : Optional.empty();
  }

  private long fitting(List<?> parts, @Nullable Object value) {
    return parts.stream().filter(part -> inner(part, value, "").isEmpty()).count();
  }

  private Optional<String> fields(Map<String, @Nullable Object> value) {
    if (schema.get("required") instanceof List<?> required) {
      for (Object name : required) {
        if (!value.containsKey(String.valueOf(name))) {
          return Optional.of("lacks " + name);
        }
      }
    }
    Map<String, @Nullable Object> properties =
        schema.get("properties") instanceof Map<?, ?> held ? PlainValues.map(held) : Map.of();
    Object others = schema.get("additionalProperties");
    for (Map.Entry<String, @Nullable Object> entry : value.entrySet()) {
      String name = entry.getKey();
      boolean known = properties.containsKey(name);
      if (!known && Boolean.FALSE.equals(others)) {
        return Optional.of("has " + name + ", which is not foreseen");
      }
      Optional<String> problem =
          inner(known ? properties.get(name) : others, entry.getValue(), name + ": ");
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> items(List<@Nullable Object> value) {
    if (outside(value.size(), "minItems", "maxItems")) {
      return Optional.of("has " + value.size() + " items");
    }
    if (Boolean.TRUE.equals(schema.get("uniqueItems"))
        && Set.copyOf(value.stream().map(String::valueOf).toList()).size() < value.size()) {
      return Optional.of("has an item twice");
    }
    for (int i = 0; i < value.size(); i++) {
      Optional<String> problem = inner(schema.get("items"), value.get(i), "item " + i + ": ");
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> bounds(Number value) {
    BigDecimal number = new BigDecimal(value.toString());
    boolean low = bound("minimum").filter(least -> number.compareTo(least) < 0).isPresent();
    boolean high = bound("maximum").filter(most -> number.compareTo(most) > 0).isPresent();
    boolean at =
        bound("exclusiveMinimum").filter(least -> number.compareTo(least) <= 0).isPresent()
            || bound("exclusiveMaximum").filter(most -> number.compareTo(most) >= 0).isPresent();
    return low || high || at ? Optional.of("is out of bounds: " + value) : Optional.empty();
  }

  private Optional<BigDecimal> bound(String name) {
    return schema.get(name) instanceof Number number
        ? Optional.of(new BigDecimal(number.toString()))
        : Optional.empty();
  }

  private boolean outside(int size, String least, String most) {
    BigDecimal count = BigDecimal.valueOf(size);
    return bound(least).filter(found -> count.compareTo(found) < 0).isPresent()
        || bound(most).filter(found -> count.compareTo(found) > 0).isPresent();
  }

  /** The text itself may be a secret, and is not shown. */
  private Optional<String> text(String value) {
    if (outside(value.codePointCount(0, value.length()), "minLength", "maxLength")) {
      return Optional.of("is too short or too long");
    }
    if (!(schema.get("pattern") instanceof String pattern)) {
      return Optional.empty();
    }
    try {
      return Pattern.compile(pattern).matcher(value).find()
          ? Optional.empty()
          : Optional.of("does not match " + pattern);
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }
}
