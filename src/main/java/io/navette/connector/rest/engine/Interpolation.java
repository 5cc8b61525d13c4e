package io.navette.connector.rest.engine;

import io.navette.connector.rest.expression.Accepted;
import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PythonText;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates templates that see the configuration and the parameters of one component. */
final class Interpolation implements Evaluator {
  private final Expressions expressions;
  private final Context known;
  private final Map<String, @Nullable Object> config;

  private Interpolation(
      Expressions expressions, Context known, Map<String, @Nullable Object> config) {
    this.expressions = expressions;
    this.known = known;
    this.config = config;
  }

  static Interpolation of(InstantSource clock, Map<String, @Nullable Object> config) {
    Context known = Context.empty().with("config", config).with("parameters", Map.of());
    return new Interpolation(new Expressions(clock), known, config);
  }

  /** What templates see as {@code config}. */
  Map<String, @Nullable Object> config() {
    return config;
  }

  /** The same, for a component that has parameters of its own. */
  Interpolation within(@Nullable Object parameters) {
    return parameters instanceof Map<?, ?>
        ? new Interpolation(expressions, known.with("parameters", parameters), config)
        : this;
  }

  @Override
  public @Nullable Object evaluate(String template, Map<String, @Nullable Object> context) {
    return expressions.compile(template).evaluate(seen(context));
  }

  /** Null where something is missing; a text stays one unless it spells a list. */
  @Nullable Object optional(
      String template, Map<String, @Nullable Object> context, Accepted accepted) {
    return expressions.compile(template).evaluate(seen(context), null, accepted);
  }

  @Override
  public boolean condition(String template, Map<String, @Nullable Object> context) {
    return !template.isEmpty() && expressions.compile(template).holds(seen(context));
  }

  @Override
  public String text(String template, Map<String, @Nullable Object> context) {
    Object value = optional(template, context, Accepted.TEXT);
    return value == null ? "" : PythonText.of(value);
  }

  private Context seen(Map<String, @Nullable Object> context) {
    Context seen = known;
    for (Map.Entry<String, @Nullable Object> entry : context.entrySet()) {
      seen = seen.with(entry.getKey(), entry.getValue());
    }
    return seen;
  }
}
