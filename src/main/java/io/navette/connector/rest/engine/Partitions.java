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
  private final Reach reach;

  /** How far parents are read while a partition is handed out. */
  enum Reach {
    /** No further than to the record the partition was made of. */
    RECORD,
    /** To the last record of the partition's group. */
    GROUP,
    /** Perhaps to their end. */
    ANYWHERE
  }

  Partitions(PartitionRouter router, Parents parents, Reach reach) {
    this.slices = router.slices();
    this.iterator = slices.iterator();
    this.parents = parents;
    this.reach = reach;
  }

  boolean hasNext() {
    return iterator.hasNext();
  }

  Slice next() {
    return iterator.next();
  }

  /**
   * The parents' states that hold once the partitions before the last one handed out were read;
   * empty where that is not known before the end, or where there are no parents.
   */
  Optional<Map<String, @Nullable Object>> stateBefore() {
    return reach == Reach.RECORD ? parents.state() : Optional.empty();
  }

  /** The same once the last one was read too. */
  Optional<Map<String, @Nullable Object>> stateAfter() {
    return reach == Reach.ANYWHERE ? Optional.empty() : parents.state();
  }

  /** The parents' states once all was read; empty where there are no parents. */
  Optional<Map<String, @Nullable Object>> finalState() {
    return parents.state();
  }

  @Override
  public void close() {
    slices.close();
  }
}
