package io.navette.connector;

import java.util.List;
import java.util.Optional;

/** A source or sink that can summarise a stream without moving its rows. */
public interface Digesting {
  /** The number of rows now; blocks. */
  long count(String stream, Optional<String> where, Settings options);

  /** Lowest and highest value per column, as canonical text; empty list for no rows. Blocks. */
  List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options);

  /** The lowest and highest value of one column as canonical text. */
  record Bounds(String column, Optional<String> lowest, Optional<String> highest) {}
}
