package io.navette.connector.rest.cursor;

import io.navette.connector.rest.partition.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the records of one partition. A run asks for the {@link #windows()}, shows each window's
 * records to {@link #observe} and calls {@link #close} for each that was read to its end; {@link
 * #state()} is then never past a window that is missing.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface PartitionCursor {
  /** The windows still to be read, in order. */
  List<Slice> windows();

  /** Takes note of a record of the window; one without a readable cursor counts for nothing. */
  void observe(Slice window, Map<String, @Nullable Object> record);

  /** Takes note of what {@link #latest} gave before. */
  void observe(Slice window, String latest);

  /** The furthest seen in a window that is not closed yet, as the state writes it. */
  Optional<String> latest(Slice window);

  /** The window was read to its end. */
  void close(Slice window);

  /** {@code {field: value}}: everything up to there was read. With gaps, the times in between. */
  Map<String, @Nullable Object> state();

  /** The furthest of all records seen, as {@code {field: value}}; empty before the first. */
  Map<String, @Nullable Object> furthest();

  /** Whether the record is neither before where the run asks from, nor after its end. */
  boolean isDue(Map<String, @Nullable Object> record);

  /** Whether the record was read in a run before: it is older than what the run asks for. */
  boolean isKnown(Map<String, @Nullable Object> record);

  /**
   * The window from the furthest record seen in it on; the window itself when none was, or when it
   * can't be cut. Records must come in order.
   */
  Slice rest(Slice window);
}
