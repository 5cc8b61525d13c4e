package io.navette.connector.rest.partition;

import java.util.stream.Stream;

/** Says in which parts a stream is read. */
@FunctionalInterface
public interface PartitionRouter {
  /** The parts, produced as they are asked for; close the stream. */
  Stream<Slice> slices();
}
