package io.navette.connector.jdbc.sqlite;

import io.navette.row.RowBatch;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of one pass in order, one at a time; used by one reader, which owns their connection.
 */
interface Rows {
  /** Moves to the next row; false behind the last one. */
  boolean next() throws SQLException;

  /** Appends the current row, or its rejection; false when it was rejected. */
  boolean append(RowBatch batch) throws SQLException;

  /** The current row's values of the keyset's columns, for a row that is in no batch. */
  List<String> position() throws SQLException;
}
