package io.navette.conformance;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows constants and plain look-ups such as {@code {{ config['a'].b }}}; refuses the rest. */
public final class TinyEvaluator implements Evaluator {
  private static final Pattern LOOK_UP =
      Pattern.compile("\\{\\{\\s*(\\w+(?:\\.\\w+|\\[['\"][^'\"]*['\"]])*)\\s*}}");

  private final Map<String, @Nullable Object> known;

  public TinyEvaluator(Map<String, @Nullable Object> known) {
    this.known = known;
  }

  /** A template that takes the real interpreter. */
  static final class Needed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Needed(String template) {
      super(template);
    }
  }

  @Override
  public @Nullable Object evaluate(String template, Map<String, @Nullable Object> context) {
    if (!template.contains("{{") && !template.contains("{%")) {
      return literal(template);
    }
    Matcher matcher = LOOK_UP.matcher(template);
    if (!matcher.matches()) {
      throw new Needed(template);
    }
    return value(matcher.group(1), context);
  }

  private @Nullable Object value(String path, Map<String, @Nullable Object> context) {
    if (path.equals("True") || path.equals("False")) {
      return path.equals("True");
    }
    Map<String, @Nullable Object> all = new HashMap<>(known);
    all.putAll(context);
    List<String> steps =
        List.of(path.replaceAll("['\"]]", "").replaceAll("\\[['\"]", ".").split("\\.", -1));
    if (!all.containsKey(steps.getFirst())) {
      throw new Needed(path);
    }
    return FieldPath.of(steps).get(all);
  }

  private static @Nullable Object literal(String text) {
    return switch (text) {
      case "True" -> true;
      case "False" -> false;
      case "None", "" -> null;
      default -> text.matches("-?(0|[1-9]\\d{0,17})") ? (Object) Long.valueOf(text) : text;
    };
  }

  @Override
  public boolean condition(String template, Map<String, @Nullable Object> context) {
    return PlainValues.truthy(evaluate(template, context));
  }

  @Override
  public String text(String template, Map<String, @Nullable Object> context) {
    return template.contains("{") ? PythonText.of(evaluate(template, context)) : template;
  }
}
