package io.navette.connector.jdbc;

import io.navette.row.Cells;
import io.navette.row.RowBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collection;

/** Gives rows of a table another key, in SQL that all databases share. */
public final class Rekey {
  private final String table;
  private final Binding binding;

  /**
   * @param table for SQL
   * @param binding how a value becomes a parameter
   */
  public Rekey(String table, Binding binding) {
    this.table = table;
    this.binding = binding;
  }

  /** Sets one parameter of a statement. */
  @FunctionalInterface
  public interface Binding {
    void bind(PreparedStatement statement, int parameter, Cells cells, int row) throws SQLException;
  }

  /** As {@link io.navette.connector.Rekeying#rekey}; the caller commits. */
  public BitSet apply(Connection connection, RowBatch before, RowBatch after) throws SQLException {
    Collection<String> key = before.schema().names();
    String same = Sql.joined(key, " AND ", name -> Sql.quoted(name) + " = ?");
    String update =
        "UPDATE "
            + table
            + " SET "
            + Sql.joined(key, ", ", name -> Sql.quoted(name) + " = ?")
            + " WHERE "
            + same
            + " AND NOT EXISTS (SELECT 1 FROM "
            + table
            + " WHERE "
            + same
            + ")";
    String find = "SELECT 1 FROM " + table + " WHERE " + same;
    BitSet left = new BitSet();
    left.set(0, before.size());
    try (PreparedStatement move = connection.prepareStatement(update);
        PreparedStatement there = connection.prepareStatement(find)) {
      int open;
      do {
        // A row may move to where another one moves away from.
        open = left.cardinality();
        for (int row = left.nextSetBit(0); row >= 0; row = left.nextSetBit(row + 1)) {
          int next = bind(move, 1, after, row);
          bind(move, bind(move, next, before, row), after, row);
          if (move.executeUpdate() > 0 || !exists(there, before, row)) {
            left.clear(row);
          }
        }
      } while (!left.isEmpty() && left.cardinality() < open);
    }
    return left;
  }

  private boolean exists(PreparedStatement there, RowBatch keys, int row) throws SQLException {
    bind(there, 1, keys, row);
    try (ResultSet found = there.executeQuery()) {
      return found.next();
    }
  }

  private int bind(PreparedStatement statement, int from, RowBatch keys, int row)
      throws SQLException {
    int parameter = from;
    for (int column = 0; column < keys.schema().size(); column++) {
      binding.bind(statement, parameter, keys.cells(column), row);
      parameter++;
    }
    return parameter;
  }
}
