package io.navette.testing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.testing.TableContract;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of tables, and what else warehouses do alike, over local servers on H2. */
public abstract class WarehouseContract extends TableContract {
  private final WarehouseFixture<?, ?> fixture;
  private final Dishes dishes;

  protected WarehouseContract(WarehouseFixture<?, ?> fixture) {
    this.fixture = fixture;
    this.dishes = new Dishes(fixture);
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Override
  @MustBeClosed
  protected final Source openSource() {
    return fixture.source(Map.of());
  }

  @Override
  @MustBeClosed
  protected final Sink openSink() {
    return fixture.sink(Map.of());
  }

  @Override
  protected final void execute(String... statements) throws SQLException {
    fixture.server.execute(statements);
  }

  @Test
  void aQueryIsAStream() throws SQLException {
    dishes.create(3);
    String query = "SELECT COUNT(*) AS n, MAX(name) AS last FROM `shop`.`dishes`;";
    assertThat(dishes.read(Map.of(), Map.of("query", query)))
        .containsExactly("{\"n\":3,\"last\":\"dish 3\"}");
  }

  @Test
  void stagingTablesAndTheLedgerAreNoStreams() throws SQLException {
    dishes.create(0);
    try (Sink sink = openSink()) {
      Dishes.write(sink, WriteMode.UPSERT, Dishes.of(1, 2));
      execute("CREATE TABLE \"other\" (\"x\" INT)", "CREATE TABLE \"navette_stage_0\" (\"x\" INT)");
    }
    try (Source source = openSource()) {
      assertThat(source.streamNames()).containsExactly("shop.dishes", "shop.other");
    }
  }

  @Test
  void columnsAreAddedToATable() throws SQLException {
    dishes.create(1);
    try (Sink sink = openSink()) {
      TableKeeping tables = (TableKeeping) sink;
      tables.addColumns("dishes", List.of(Column.of("price", ColumnType.decimal(12, 2))));
      assertThat(tables.schema("dishes").orElseThrow().columns())
          .extracting(Column::type)
          .containsExactly(ColumnType.INTEGER, ColumnType.TEXT, ColumnType.decimal(12, 2));
    }
  }

  /**
   * Bad rows at the ends, in the middle, beside each other, alone, and all of them.
   *
   * @param bad the dishes among the first that the target refuses
   */
  @ParameterizedTest
  @CsvSource({
    "REPLACE, 1, 1",
    "REPLACE, 2, 1",
    "REPLACE, 2, 2",
    "REPLACE, 3, 1 2 3",
    "REPLACE, 7, 1 7",
    "REPLACE, 8, 4 5",
    "MIRROR, 1, 1",
    "MIRROR, 2, 2",
    "MIRROR, 7, 1 7",
    "MIRROR, 8, 4 5",
    "UPSERT, 8, 1 4 5 8",
    "UPDATE, 2, 1",
    "INSERT, 3, 2",
    "APPEND, 7, 1 7"
  })
  void badRowsAreKeptAndTheOthersWritten(WriteMode mode, int count, String bad)
      throws SQLException {
    picky("(1, 'old'), (100, 'old')");
    Set<Long> refused =
        Arrays.stream(bad.split(" ", -1)).map(Long::valueOf).collect(Collectors.toSet());
    Committed committed;
    try (Sink sink = openSink()) {
      @Nullable Object[][] rows = new Object[count][];
      for (long id = 1; id <= count; id++) {
        rows[(int) id - 1] = Dishes.dish(id, refused.contains(id) ? "bad" : "new");
      }
      committed = Dishes.write(sink, mode, rows);
      LedgerKeeping ledger = (LedgerKeeping) sink;
      assertThat(ledger.lastCommitted(Dishes.request(mode)).orElseThrow().run()).isEqualTo("r1");
    }
    assertThat(committed.rejections())
        .extracting(Rejection::row)
        .containsExactlyElementsOf(
            refused.stream().sorted().map(id -> "{\"id\":" + id + ",\"name\":\"bad\"}").toList());
    assertThat(held()).containsExactlyElementsOf(expected(mode, count, refused));
    assertThat(staging()).isEmpty();
  }

  /** A table that takes no bad dish. */
  private void picky(String rows) throws SQLException {
    execute(
        "CREATE TABLE \"dishes\" (\"id\" BIGINT NOT NULL, \"name\" VARCHAR NOT NULL)",
        "INSERT INTO \"dishes\" VALUES " + rows,
        "ALTER TABLE \"dishes\" ADD CHECK \"name\" <> 'bad'");
  }

  private List<String> held() throws SQLException {
    return fixture.server.tables().rows("SELECT * FROM \"shop\".\"dishes\" ORDER BY 1, 2");
  }

  private List<String> staging() throws SQLException {
    return fixture
        .server
        .tables()
        .rows(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_NAME LIKE 'navette_stage%'");
  }

  private static List<String> expected(WriteMode mode, int count, Set<Long> refused) {
    List<String> rows = new ArrayList<>();
    for (long id = 1; id <= count; id++) {
      boolean held = id == 1;
      boolean good = !refused.contains(id);
      boolean stays = held && (mode == WriteMode.INSERT || mode == WriteMode.APPEND || !good);
      if (stays && mode != WriteMode.REPLACE) {
        rows.add(id + ",old");
      }
      if (good && (held || mode != WriteMode.UPDATE) && !(held && mode == WriteMode.INSERT)) {
        rows.add(id + ",new");
      }
    }
    rows.sort(Comparator.naturalOrder());
    if (!mode.wholeStream()) {
      rows.add("100,old");
    }
    return rows;
  }

  @Test
  void aHundredBadRowsAreLookedForAndNoMore() throws SQLException {
    picky("(1, 'old')");
    try (Sink sink = openSink()) {
      @Nullable Object[][] rows = new Object[102][];
      Arrays.setAll(rows, i -> Dishes.dish(i + 1, i == 50 ? "new" : "bad"));
      assertThatThrownBy(() -> Dishes.write(sink, WriteMode.REPLACE, rows))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("100 rows of one chunk and more were refused");
      assertThat(held()).containsExactly("1,old");
      rows[0] = Dishes.dish(1, "new");
      assertThat(Dishes.write(sink, WriteMode.REPLACE, rows).rejections()).hasSize(100);
      assertThat(held()).containsExactly("1,new", "51,new");
    }
  }

  /** A number that no staging table takes is found where it stands. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2", "7, 1 7", "8, 4 5", "3, 1 2 3"})
  void rowsThatCannotBeLoadedAreKeptAndTheOthersWritten(int count, String bad) throws SQLException {
    Schema schema =
        Schema.of(
            Column.of("id", ColumnType.INTEGER).required(),
            Column.of("price", ColumnType.decimal(38, 2)));
    List<Long> refused = Arrays.stream(bad.split(" ", -1)).map(Long::valueOf).toList();
    RowBatch batch = new RowBatch(schema);
    for (long id = 1; id <= count; id++) {
      CellValue.append(batch.cells(0), id);
      CellValue.append(batch.cells(1), refused.contains(id) ? "9".repeat(34) : "1.50");
      batch.endRow();
    }
    List<Rejection> rejections = new ArrayList<>();
    try (Sink sink = openSink()) {
      ((TableKeeping) sink)
          .create(
              "prices",
              Schema.of(schema.column(0), Column.of("price", ColumnType.decimal(12, 2))),
              List.of());
      WriteRequest request =
          new WriteRequest(
              "job",
              "s",
              "prices",
              schema,
              WriteMode.REPLACE,
              List.of(),
              false,
              new Settings("prices", Map.of()));
      try (RowWriter writer = sink.write(request)) {
        rejections.addAll(writer.write(batch));
        Committed committed = writer.commit(chunk(1, 1, count, true));
        rejections.addAll(committed.rejections());
        assertThat(committed.changes().created()).isEqualTo(count - refused.size());
      }
    }
    assertThat(rejections)
        .extracting(Rejection::row)
        .containsExactlyElementsOf(
            refused.stream()
                .map(id -> "{\"id\":" + id + ",\"price\":" + "9".repeat(34) + ".00}")
                .toList());
    assertThat(fixture.server.tables().rows("SELECT COUNT(*) FROM \"shop\".\"prices\""))
        .containsExactly(Integer.toString(count - refused.size()));
  }
}
