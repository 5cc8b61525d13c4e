package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.PartitionRouter;
import io.navette.connector.rest.partition.Slice;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The partitions of one pass, as they are asked for. */
final class Partitions implements AutoCloseable {
  private final Stream<Slice> slices;
  private final Iterator<Slice> iterator;
  private final Parents parents;
  private final boolean stepwise;

  /**
   * @param stepwise whether parents are read no further than the partitions that were handed out
   */
  Partitions(PartitionRouter router, Parents parents, boolean stepwise) {
    this.slices = router.slices();
    this.iterator = slices.iterator();
    this.parents = parents;
    this.stepwise = stepwise;
  }

  boolean hasNext() {
    return iterator.hasNext();
  }

  Slice next() {
    return iterator.next();
  }

  /**
   * The parents' states that hold once the partitions handed out so far were read; empty where that
   * is not known before the end, or where there are no parents.
   */
  Optional<Map<String, @Nullable Object>> parentState() {
    return stepwise ? parents.state() : Optional.empty();
  }

  /** The parents' states once all was read; empty where there are no parents. */
  Optional<Map<String, @Nullable Object>> finalParentState() {
    return parents.state();
  }

  @Override
  public void close() {
    slices.close();
  }
}
