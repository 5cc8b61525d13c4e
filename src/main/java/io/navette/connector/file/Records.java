package io.navette.connector.file;

import io.navette.row.RowBatch;

/** The records of one file, in the file's order. Used by one thread. */
public interface Records extends AutoCloseable {

  /** What became of a record. */
  enum Step {
    /** Its cells stand in the batch; the row is not yet ended. */
    ROW,
    /** Its rejection stands in the batch. */
    REJECTED,
    /** There are no more. */
    END
  }

  /**
   * Reads one record into the batch. Blocks.
   *
   * @throws io.navette.failure.Failure when the file can't be read on
   */
  Step next(RowBatch into);

  /** Where the record stands that was read last, for a person: {@code line 17}. */
  String position();

  @Override
  void close();
}
