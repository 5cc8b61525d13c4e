package io.navette.connector.jdbc.sqlite;

import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.RowBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table's pages, without a call into SQLite for every cell. A row with anything
 * unusual, a value that does not fit above all, is asked for by its rowid, so that it gets the same
 * conversion, and the same rejection, as any row of a SELECT.
 */
final class StoredRows implements Rows {
  private final StoredTable table;
  private final Connection connection;
  private final List<String> keyset;
  private final int[] fields;
  private final TableTree tree;
  private final StoredRecord row;
  private final List<StoredCell> columns = new ArrayList<>();
  private @Nullable RowBatch filled;
  private @Nullable PreparedStatement lookup;

  /**
   * Rows whose rowids are between two numbers, both included.
   *
   * @param connection in the read transaction that protects the pages
   * @param keyset names of the columns by which rows are ordered: none, or the rowid's
   */
  StoredRows(
      StoredTable table, Connection connection, List<String> keyset, long lowest, long highest) {
    this.table = table;
    this.connection = connection;
    this.keyset = keyset;
    this.fields = table.fields();
    this.tree = new TableTree(table, lowest, highest);
    this.row = new StoredRecord(table, Arrays.stream(fields).max().orElse(-1) + 1);
  }

  @Override
  public boolean next() {
    return tree.next();
  }

  @Override
  public boolean append(RowBatch batch) throws SQLException {
    fill(batch);
    row.read(tree.payload());
    if (isAppended()) {
      batch.endRow();
      return true;
    }
    batch.abandonRow();
    try (ResultSet found = selected()) {
      return rows(found).append(batch);
    }
  }

  private boolean isAppended() {
    try {
      for (StoredCell column : columns) {
        if (!column.append(row, tree.rowid())) {
          return false;
        }
      }
      return true;
    } catch (CellText.Misfit
        | ArithmeticException
        | DateTimeException
        | IllegalArgumentException e) {
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void fill(RowBatch batch) {
    if (batch == filled) {
      return;
    }
    filled = batch;
    columns.clear();
    for (int i = 0; i < fields.length; i++) {
      columns.add(new StoredCell(batch.cells(i), fields[i], table.columns().get(fields[i])));
    }
  }

  @Override
  public List<String> position() throws SQLException {
    if (keyset.isEmpty()) {
      return List.of();
    }
    try (ResultSet found = selected()) {
      return rows(found).position();
    }
  }

  private SelectedRows rows(ResultSet found) throws SQLException {
    SelectedRows rows = new SelectedRows(found, table.schema(), keyset, true);
    if (!rows.next()) {
      throw table.damaged(
          tree.page(), "has a row " + tree.rowid() + " that a search does not find");
    }
    return rows;
  }

  /** The current row, from SQLite. */
  private ResultSet selected() throws SQLException {
    if (lookup == null) {
      lookup =
          connection.prepareStatement(
              "SELECT "
                  + Sql.columns(table.schema().names())
                  + " FROM "
                  + Sql.quoted(table.name())
                  + " WHERE "
                  + table.rowid()
                  + " = ?");
    }
    lookup.setLong(1, tree.rowid());
    return lookup.executeQuery();
  }
}
