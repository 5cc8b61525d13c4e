package io.navette.cli;

import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.console.Table;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a stream, to be shown.
 *
 * @param columns only these, in this order; empty for all
 * @param limit at most so many rows
 */
record Rows(End from, List<String> columns, Optional<String> where, long limit) {
  Rows {
    columns = List.copyOf(columns);
  }

  /** Reads them; blocks. */
  Table read() {
    if (!(from.endpoint().connector() instanceof SourceConnector connector)) {
      throw new Failure.Usage(from.endpoint().name() + " can only be written to", "");
    }
    try (Source source = connector.openSource(from.endpoint().settings())) {
      Schema schema = chosen(source.describe(from.stream(), from.options()).schema());
      ReadRequest request =
          ReadRequest.all(from.stream(), schema).limit(limit).options(from.options());
      if (where.isPresent() && !(source instanceof Filtering)) {
        throw new Failure.Usage(
            from.endpoint().name() + " can't filter while showing rows", "leave --where away");
      }
      return rows(source, where.map(request::where).orElse(request), schema);
    }
  }

  private Table rows(Source source, ReadRequest request, Schema schema) {
    Table table = Table.ofData(schema.columns().stream().map(Rows::shown).toList());
    try (RowReader reader = source.read(request)) {
      for (Optional<RowBatch> next = reader.next();
          next.isPresent() && table.rows().size() < limit;
          next = reader.next()) {
        add(table, next.get());
      }
    }
    return table;
  }

  private void add(Table table, RowBatch batch) {
    for (int row = 0; row < batch.size() && table.rows().size() < limit; row++) {
      @Nullable Object[] cells = new @Nullable Object[batch.schema().size()];
      for (int column = 0; column < cells.length; column++) {
        cells[column] = shown(batch.cells(column), row);
      }
      table.row(cells);
    }
  }

  private Schema chosen(Schema all) {
    if (columns.isEmpty()) {
      return all;
    }
    return new Schema(
        columns.stream()
            .map(
                name ->
                    all.find(name).stream()
                        .mapToObj(all::column)
                        .findFirst()
                        .orElseThrow(() -> unknown(name, all)))
            .toList());
  }

  private Failure unknown(String name, Schema all) {
    return new Failure.Usage(
        from.stream() + " has no column " + name, "use some of " + String.join(", ", all.names()));
  }

  private static Table.Column shown(Column column) {
    return switch (column.type().kind()) {
      case INTEGER, DECIMAL, DOUBLE -> Table.number(column.name());
      case BOOLEAN, TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
          Table.text(column.name());
    };
  }

  /** Numbers and truth values stay what they are for JSON; all else is its canonical text. */
  private static @Nullable Object shown(Cells cells, int row) {
    if (cells.isNull(row)) {
      return null;
    }
    ColumnType.Kind kind = cells.type().kind();
    return kind == ColumnType.Kind.INTEGER
            || kind == ColumnType.Kind.DECIMAL
            || kind == ColumnType.Kind.BOOLEAN
        ? CellValue.value(cells, row)
        : CellText.format(cells, row);
  }
}
