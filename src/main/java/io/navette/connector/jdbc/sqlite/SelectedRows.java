package io.navette.connector.jdbc.sqlite;

import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a SELECT. */
final class SelectedRows implements Rows {
  private final ResultSet rows;
  private final Schema schema;
  private final List<String> keyset;
  private final boolean utf8;
  private final List<CellReader> readers = new ArrayList<>();
  private @Nullable RowBatch filled;

  /**
   * Rows whose columns are those of {@code schema}.
   *
   * @param keyset names of the columns by which they are ordered; may be empty
   * @param utf8 whether the database's texts are UTF-8
   */
  SelectedRows(ResultSet rows, Schema schema, List<String> keyset, boolean utf8) {
    this.utf8 = utf8;
    this.rows = rows;
    this.schema = schema;
    this.keyset = keyset;
  }

  @Override
  public boolean next() throws SQLException {
    return rows.next();
  }

  @Override
  public boolean append(RowBatch batch) throws SQLException {
    fill(batch);
    for (int column = 0; column < readers.size(); column++) {
      try {
        readers.get(column).read(rows);
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        batch.reject(rejection(schema.column(column), e));
        return false;
      }
    }
    batch.endRow();
    return true;
  }

  @SuppressWarnings("ReferenceEquality")
  private void fill(RowBatch batch) {
    if (batch == filled) {
      return;
    }
    filled = batch;
    readers.clear();
    for (int column = 0; column < schema.size(); column++) {
      readers.add(new CellReader(column + 1, batch.cells(column), utf8));
    }
  }

  private Rejection rejection(Column column, CellText.Misfit misfit) throws SQLException {
    RowBatch texts =
        new RowBatch(
            new Schema(
                schema.names().stream().map(name -> Column.of(name, ColumnType.TEXT)).toList()));
    for (int i = 0; i < texts.schema().size(); i++) {
      String text = rows.getString(i + 1);
      if (text == null) {
        texts.cells(i).appendNull();
      } else {
        texts.cells(i).appendText(text);
      }
    }
    texts.endRow();
    return new Rejection(
        Rejection.Stage.READ,
        RowJson.write(texts, 0),
        Optional.of(column.name()),
        String.valueOf(misfit.getMessage()),
        "");
  }

  @Override
  public List<String> position() throws SQLException {
    List<String> values = new ArrayList<>();
    for (String name : keyset) {
      int column = schema.position(name);
      Cells cell = new Cells(schema.column(column).type());
      new CellReader(column + 1, cell, utf8).read(rows);
      values.add(CellText.format(cell, 0));
    }
    return values;
  }
}
