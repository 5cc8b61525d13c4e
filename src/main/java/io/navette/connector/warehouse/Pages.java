package io.navette.connector.warehouse;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A result, page by page. Used by one thread. */
public interface Pages extends AutoCloseable {
  /**
   * The next rows, each with its cells as the warehouse prints them, null for null; empty at the
   * end. A page may have no rows. Blocks.
   */
  Optional<List<@Nullable String[]>> next();

  @Override
  void close();
}
