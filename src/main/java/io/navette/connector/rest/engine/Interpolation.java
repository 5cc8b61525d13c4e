package io.navette.connector.rest.engine;

import io.navette.connector.rest.expression.Accepted;
import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PythonText;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates templates that see the configuration and the parameters of one component. */
final class Interpolation implements Evaluator {
  private final Expressions expressions;
  private final LiveConfig config;
  private final Context known;

  private Interpolation(Expressions expressions, LiveConfig config, Context known) {
    this.expressions = expressions;
    this.config = config;
    this.known = known;
  }

  static Interpolation of(InstantSource clock, Map<String, @Nullable Object> config) {
    return new Interpolation(
        new Expressions(clock),
        new LiveConfig(config),
        Context.empty().with("parameters", Map.of()));
  }

  /** What templates see as {@code config} now. */
  Map<String, @Nullable Object> config() {
    return config.now();
  }

  /** The same, for a component that has parameters of its own. */
  Interpolation within(@Nullable Object parameters) {
    return parameters instanceof Map<?, ?>
        ? new Interpolation(expressions, config, known.with("parameters", parameters))
        : this;
  }

  /** The same, with one more name that templates see. */
  Interpolation with(String name, Object value) {
    return new Interpolation(expressions, config, known.with(name, value));
  }

  /** Sees the configuration as it was written, without what was learnt since. */
  Interpolation asWritten() {
    return new Interpolation(expressions, config.asWritten(), known);
  }

  /** Changes the configuration for all templates from now on. */
  void learn(Map<List<String>, String> values) {
    config.learn(values);
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

  /** With the type its value has: a text of digits stays a text. Null where it is missing. */
  @Nullable Object exact(String template, Map<String, @Nullable Object> context) {
    return expressions.compile(template).exact(seen(context));
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
    Context seen = known.with("config", config.now());
    for (Map.Entry<String, @Nullable Object> entry : context.entrySet()) {
      seen = seen.with(entry.getKey(), entry.getValue());
    }
    return seen;
  }
}
