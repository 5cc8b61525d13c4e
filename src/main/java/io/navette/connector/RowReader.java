package io.navette.connector;

import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.Optional;

/** Delivers a stream's rows in batches, pulled by one thread. */
public interface RowReader extends AutoCloseable {
  /** Exactly the requested schema. */
  Schema schema();

  /**
   * The next rows; empty at the end, and again when asked again. Blocks. A batch may have no rows
   * and still carry rejections or a bookmark. After a complete pass the last batch carries the
   * bookmark from which the <em>next</em> pass starts, where the stream has a cursor.
   *
   * @throws io.navette.failure.Failure when the source fails; what was delivered before stays valid
   */
  Optional<RowBatch> next();

  @Override
  void close();
}
