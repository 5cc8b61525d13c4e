package io.navette.testing.warehouse;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table {@code dishes} of a warehouse, which is read and written by its connector. */
public record Dishes(WarehouseFixture<?, ?> fixture) {
  private static final Schema SCHEMA =
      Schema.of(Column.of("id", ColumnType.INTEGER).required(), Column.of("name", ColumnType.TEXT));

  /** Makes it, with the dishes from 1 on. */
  public void create(int count) throws SQLException {
    fixture.server.execute("CREATE TABLE \"dishes\" (\"id\" BIGINT PRIMARY KEY, \"name\" VARCHAR)");
    for (int id = 1; id <= count; id++) {
      fixture.server.execute("INSERT INTO \"dishes\" VALUES (" + id + ", 'dish " + id + "')");
    }
  }

  /** Its rows as JSON, with options of the stream. */
  public List<String> read(Map<String, Object> settings, Map<String, Object> options) {
    List<String> rows = new ArrayList<>();
    try (Source source = fixture.source(settings)) {
      Schema schema = source.describe("dishes", options(options)).schema();
      ReadRequest request = ReadRequest.all("dishes", schema).options(options(options));
      try (RowReader reader = source.read(request)) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          for (int row = 0; row < next.get().size(); row++) {
            rows.add(RowJson.write(next.get(), row));
          }
        }
      }
    }
    return rows;
  }

  /** The dishes in it, in the order they come in. */
  public List<Long> ids() {
    return read(Map.of(), Map.of()).stream()
        .map(row -> Long.parseLong(row.replaceAll("\\{\"id\":(-?\\d+)\\D.*", "$1")))
        .toList();
  }

  private static Settings options(Map<String, Object> values) {
    return new Settings("dishes", values);
  }

  /** What is asked of a sink. */
  public static WriteRequest request(WriteMode mode) {
    return new WriteRequest(
        "job", "dishes", "dishes", SCHEMA, mode, List.of("id"), false, options(Map.of()));
  }

  /** Dishes without a name of their own. */
  public static @Nullable Object[][] of(long... ids) {
    @Nullable Object[][] dishes = new Object[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      dishes[i] = dish(ids[i], "dish");
    }
    return dishes;
  }

  /** One row. */
  public static @Nullable Object[] dish(long id, @Nullable String name) {
    return new @Nullable Object[] {id, name};
  }

  /** Writes the last chunk of a pass. */
  public static Committed write(Sink sink, WriteMode mode, @Nullable Object[]... dishes) {
    return write(sink, mode, 1, dishes);
  }

  /** Writes the last chunk of a pass, with its number. */
  public static Committed write(
      Sink sink, WriteMode mode, long sequence, @Nullable Object[][] dishes) {
    RowBatch batch = new RowBatch(SCHEMA);
    for (@Nullable Object[] dish : dishes) {
      CellValue.append(batch.cells(0), dish[0]);
      CellValue.append(batch.cells(1), dish[1]);
      batch.endRow();
    }
    try (RowWriter writer = sink.write(request(mode))) {
      writer.write(batch);
      return writer.commit(new Chunk("r1", 1, sequence, dishes.length, Optional.empty(), true));
    }
  }
}
