package io.navette.connector.rest.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the templates of a manifest. What every template may see (the configuration, the
 * parameters of the component) is known to the evaluator; what a component adds (the record, the
 * response, the slice) is handed in by name.
 *
 * <p>Text without a template is evaluated too: {@code "5"} is the number 5, as in the reference.
 */
public interface Evaluator {
  /** The value of the template; null where it has none. */
  @Nullable Object evaluate(String template, Map<String, @Nullable Object> context);

  /** Whether the template holds. The empty template holds nothing. */
  boolean condition(String template, Map<String, @Nullable Object> context);

  /** The text the template renders to, never read as a number, a list or anything else. */
  String text(String template, Map<String, @Nullable Object> context);
}
