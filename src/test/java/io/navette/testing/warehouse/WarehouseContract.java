package io.navette.testing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.testing.TableContract;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
