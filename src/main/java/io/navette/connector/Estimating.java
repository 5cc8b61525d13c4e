package io.navette.connector;

import java.util.Optional;

/** A source that can say beforehand what reading costs: warehouses that bill by bytes. */
public interface Estimating {
  /**
   * What a read of these rows would cost, in a few words for a person; empty where nobody can say.
   * Reads nothing; blocks.
   */
  Optional<String> estimate(ReadRequest request);
}
