package io.navette.sync;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How rows of the source are marked once the target has them.
 *
 * @param set source column to a constant, to one of the {@link #RECEIPT} words, or to null (empty)
 * @param into what to write to in the source, where it is not the stream itself
 * @param operation of an API's object, instead of its update
 */
public record AcknowledgeRule(
    Map<String, Optional<String>> set, Optional<String> into, Optional<String> operation) {
  /** The id the target gave the row. */
  public static final String ID = "receipt.id";

  /** What became of the row: {@code created}, {@code updated} or {@code unchanged}. */
  public static final String OUTCOME = "receipt.outcome";

  /** The run that wrote it. */
  public static final String RUN = "receipt.run";

  /** How all words begin that stand for a value of the receipt. */
  public static final String RECEIPT = "receipt.";

  public AcknowledgeRule {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }

  /** Whether a value is known only from a target that gives receipts row by row. */
  boolean needsReceipts() {
    return set.containsValue(Optional.of(ID)) || set.containsValue(Optional.of(OUTCOME));
  }
}
