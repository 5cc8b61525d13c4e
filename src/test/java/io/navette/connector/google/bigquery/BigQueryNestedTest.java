package io.navette.connector.google.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and records are written from JSON that has their shape. */
final class BigQueryNestedTest {
  private static final Schema ORDERS =
      Schema.of(
          Column.of("id", ColumnType.INTEGER).required(),
          Column.of("items", ColumnType.JSON),
          Column.of("note", ColumnType.JSON));

  private static final String ITEMS =
      """
      {"name": "items", "type": "RECORD", "mode": "REPEATED", "fields": [\
      {"name": "dish", "type": "STRING", "mode": "REQUIRED"}, \
      {"name": "count", "type": "INTEGER"}, \
      {"name": "price", "type": "NUMERIC"}]}""";
  private static final String NOTE =
      """
      {"name": "note", "type": "RECORD", "mode": "REQUIRED", "fields": [\
      {"name": "at", "type": "TIMESTAMP"}, \
      {"name": "tags", "type": "STRING", "mode": "REPEATED"}, \
      {"name": "photo", "type": "BYTES"}, \
      {"name": "more", "type": "JSON"}]}""";

  private final BigQueryFixture fixture = new BigQueryFixture();

  @BeforeEach
  void create() throws SQLException {
    fixture.server.execute(
        "CREATE TABLE \"orders\" (\"id\" BIGINT, \"items\" VARCHAR, \"note\" VARCHAR)",
        "COMMENT ON COLUMN \"orders\".\"items\" IS '" + ITEMS + "'",
        "COMMENT ON COLUMN \"orders\".\"note\" IS '" + NOTE + "'");
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private List<Rejection> write(WriteMode mode, @Nullable Object[]... rows) {
    RowBatch batch = new RowBatch(ORDERS);
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        CellValue.append(batch.cells(i), row[i]);
      }
      batch.endRow();
    }
    WriteRequest request =
        new WriteRequest(
            "job",
            "orders",
            "orders",
            ORDERS,
            mode,
            List.of("id"),
            false,
            new Settings("orders", Map.of()));
    try (Sink sink = fixture.sink(Map.of());
        RowWriter writer = sink.write(request)) {
      List<Rejection> rejections = new ArrayList<>(writer.write(batch));
      Committed committed =
          writer.commit(new Chunk("r1", 1, 1, rows.length, Optional.empty(), true));
      rejections.addAll(committed.rejections());
      return rejections;
    }
  }

  private List<String> held() throws SQLException {
    return fixture.server.tables().rows("SELECT * FROM \"shop\".\"orders\" ORDER BY 1");
  }

  @Test
  void listsAndRecordsAreWrittenExactly() throws SQLException {
    String items = "[{\"dish\":\"soupe\",\"price\":12345678901234567890.12,\"count\":2}]";
    String note =
        "{\"at\":\"2026-01-31T10:00:00Z\",\"tags\":[\"a\",\"b\"],\"photo\":\"AP8=\",\"more\":{\"x\":[1]}}";
    assertThat(
            write(
                WriteMode.UPSERT,
                new @Nullable Object[] {1L, items, note},
                new @Nullable Object[] {2L, "[]", "{\"tags\":null}"},
                new @Nullable Object[] {3L, null, null}))
        .isEmpty();
    assertThat(held())
        .containsExactly(
            "1,[{\"dish\":\"soupe\",\"count\":\"2\",\"price\":\"12345678901234567890.12\"}],"
                + note,
            "2,[],{}",
            "3,null,null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"dish\":\"riz\"} | {} | items: a list is wanted, not {\"dish\":\"riz\"}",
        "[null] | {} | items[0]: a list of BigQuery holds no null",
        "[{\"dish\":\"riz\"},7] | {} | items[1]: an object is wanted, not 7",
        "[{\"count\":1}] | {} | items[0].dish is missing, and is required",
        "[{\"dish\":\"riz\",\"size\":1}] | {} | items[0] has no field size",
        "[{\"dish\":[\"riz\"]}] | {} | items[0].dish: a STRING is wanted, not [\"riz\"]",
        "[{\"dish\":\"riz\",\"count\":1.5}] | {} | items[0].count: ",
        "[] | {\"at\":\"yesterday\"} | note.at: ",
        "[] | {\"tags\":\"a\"} | note.tags: a list is wanted, not \"a\"",
        "[] | {\"photo\":\"?\"} | note.photo: ",
        "[] | [] | note: an object is wanted, not []",
      })
  void whatIsOfAnotherShapeIsKeptWithTheReason(String items, String note, String reason)
      throws SQLException {
    List<Rejection> rejections =
        write(
            WriteMode.REPLACE,
            new @Nullable Object[] {1L, "[]", "{}"},
            new @Nullable Object[] {2L, items, note},
            new @Nullable Object[] {3L, "[]", "{}"});
    assertThat(rejections).hasSize(1);
    assertThat(rejections.getFirst().reason()).startsWith(reason);
    assertThat(rejections.getFirst().row()).startsWith("{\"id\":2,");
    assertThat(rejections.getFirst().column())
        .contains(reason.startsWith("items") ? "items" : "note");
    assertThat(held()).containsExactly("1,[],{}", "3,[],{}");
  }
}
