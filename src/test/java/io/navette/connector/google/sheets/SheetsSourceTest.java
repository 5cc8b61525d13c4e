package io.navette.connector.google.sheets;

import static io.navette.testing.google.GoogleConnection.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.Schema;
import io.navette.testing.google.FakeSpreadsheet;
import io.navette.testing.google.GoogleConnection;
import io.navette.testing.google.GoogleServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sheets are read with the types their cells have. */
final class SheetsSourceTest {
  private final FakeSpreadsheet book = new FakeSpreadsheet();
  private final SheetsConnector connector =
      new SheetsConnector(GoogleConnection.context(new Surroundings()), Map.of());

  @SuppressWarnings("NullAway.Init")
  private GoogleServer server;

  @BeforeEach
  void start() throws IOException {
    server = new GoogleServer(book);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Settings settings() {
    return GoogleConnection.settings(connector, server, Map.of("spreadsheet", FakeSpreadsheet.ID));
  }

  private GoogleConnection.Read read(String sheet, Map<String, Object> options) {
    return GoogleConnection.read(connector, settings(), sheet, options);
  }

  @Test
  void sheetsAreStreamsAndChartsAreNot() {
    book.sheet("Sales", row("id")).sheet("L'été 2026", row("id"));
    try (Source source = connector.openSource(settings())) {
      assertThat(source.streamNames()).containsExactly("Sales", "L'été 2026");
    }
    assertThat(connector.check(settings())).isEqualTo("Budget, 2 sheets");
  }

  @Test
  void theAddressOfTheBrowserIsAsGoodAsTheId() {
    book.sheet("Sales", row("id"));
    String address =
        "https://docs.google.com/spreadsheets/d/" + FakeSpreadsheet.ID + "/edit?gid=0#gid=0";
    assertThat(
            connector.check(
                GoogleConnection.settings(connector, server, Map.of("spreadsheet", address))))
        .startsWith("Budget");
    assertThatThrownBy(
            () ->
                connector.check(
                    GoogleConnection.settings(
                        connector, server, Map.of("spreadsheet", "my sheet"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("no id and no address");
  }

  @Test
  void cellsHaveTheTypesOfTheirFormats() {
    book.sheet(
            "Sales",
            row("id", "name", "price", "paid", "day", "at", "from", "worked"),
            row(1, "Été", 12.5, true, 46053, 46053.5, 0.25, 1.5),
            row(2, null, 3, false, 46054, 46054, 0.5, 0.5))
        .format("Sales", 4, "DATE", "dd/mm/yyyy")
        .format("Sales", 5, "DATE_TIME", "dd/mm/yyyy hh:mm")
        .format("Sales", 6, "TIME", "hh:mm")
        .format("Sales", 7, "TIME", "[h]:mm");
    GoogleConnection.Read read = read("Sales", Map.of());
    assertThat(read.info().schema().columns().stream().map(Column::type))
        .containsExactly(
            ColumnType.INTEGER,
            ColumnType.TEXT,
            ColumnType.DOUBLE,
            ColumnType.BOOLEAN,
            ColumnType.DATE,
            ColumnType.DATETIME,
            ColumnType.TIME,
            ColumnType.DOUBLE);
    assertThat(read.rows())
        .containsExactly(
            "{\"id\":1,\"name\":\"Été\",\"price\":12.5,\"paid\":true,\"day\":\"2026-01-31\","
                + "\"at\":\"2026-01-31T12:00:00\",\"from\":\"06:00:00\",\"worked\":1.5}",
            "{\"id\":2,\"name\":null,\"price\":3.0,\"paid\":false,\"day\":\"2026-02-01\","
                + "\"at\":\"2026-02-01T00:00:00\",\"from\":\"12:00:00\",\"worked\":0.5}");
    assertThat(read.info().sampled()).isZero();
  }

  /** A date among texts is no number: each cell's own format counts. */
  @Test
  void aDateAmongTextsIsWrittenAsADate() {
    book.sheet("Notes", row("when"), row("unknown"), row(46053))
        .format("Notes", 0, "DATE", "dd/mm/yyyy");
    assertThat(read("Notes", Map.of()).rows())
        .containsExactly("{\"when\":\"unknown\"}", "{\"when\":\"2026-01-31\"}");
  }

  @Test
  void datesDeclaredAsPointsInTimeAreInTheSpreadsheetsZone() {
    book.sheet("Log", row("at"), row(46053.5)).format("Log", 0, "DATE_TIME", "d/m/yyyy h:mm");
    Schema declared = Schema.of(Column.of("at", ColumnType.INSTANT));
    try (Source source = connector.openSource(settings())) {
      assertThat(
              GoogleConnection.read(
                      source,
                      source.describe("Log", new Settings("s", Map.of())),
                      ReadRequest.all("Log", declared))
                  .rows())
          .containsExactly("{\"at\":\"2026-01-31T11:00:00Z\"}");
    }
  }

  @Test
  void theFirstDaysCountFromTheEndOf1899() {
    assertThat(Serial.moment(0)).hasToString("1899-12-30T00:00");
    assertThat(Serial.moment(60)).hasToString("1900-02-28T00:00");
    assertThat(Serial.moment(61)).hasToString("1900-03-01T00:00");
    assertThat(Serial.moment(-1.75)).hasToString("1899-12-28T06:00");
    assertThatThrownBy(() -> Serial.moment(3e6)).hasMessageContaining("is not a date");
  }

  @Test
  void aRaggedSheetGivesNullsAndPassesOverEmptyRows() {
    book.sheet("Ragged", row("a", "b", "c"), row(1), row(), row(2, 3), row(4, 5, 6));
    assertThat(read("Ragged", Map.of()).rows())
        .containsExactly(
            "{\"a\":1,\"b\":null,\"c\":null}",
            "{\"a\":2,\"b\":3,\"c\":null}",
            "{\"a\":4,\"b\":5,\"c\":6}");
  }

  @Test
  void aValueWithoutAHeaderRefusesItsRowUnlessARangeSaysWhatCounts() {
    book.sheet("Wide", row("a", "b"), row(1, 2), row(3, 4, "stray"));
    GoogleConnection.Read read = read("Wide", Map.of());
    assertThat(read.rows()).containsExactly("{\"a\":1,\"b\":2}");
    assertThat(read.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).contains("C3", "no header", "range:");
              assertThat(rejection.position()).isEqualTo("sheet Wide row 3");
              assertThat(rejection.row()).isEqualTo("{\"a\":\"3\",\"b\":\"4\"}");
            });
    assertThat(read("Wide", Map.of("range", "A:B")).rows()).hasSize(2);
  }

  @Test
  void twoHeadersOfOneNameAreToldApart() {
    book.sheet("Twice", row("total", "total", ""), row(1, 2));
    assertThat(read("Twice", Map.of()).rows()).containsExactly("{\"total\":1,\"total_2\":2}");
  }

  @Test
  void aTableInTheMiddleOfASheetIsFound() {
    book.sheet(
        "Report",
        row("Sales 2026"),
        row(),
        row(null, null, "id", "name", null, "note"),
        row(null, null, "-", "-"),
        row(null, null, 7, "x", null, "aside"));
    assertThat(read("Report", Map.of("range", "C2:E", "skip_rows", 1L)).rows())
        .containsExactly(
            "{\"id\":\"-\",\"name\":\"-\",\"E\":null}", "{\"id\":\"7\",\"name\":\"x\",\"E\":null}");
    assertThat(read("Report", Map.of("range", "C5:D", "header", false)).rows())
        .containsExactly("{\"C\":7,\"D\":\"x\"}");
    assertThatThrownBy(() -> read("Report", Map.of("range", "C-D")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("\"C-D\" is no part of a sheet");
  }

  @Test
  void aFormulasErrorRefusesItsRowUnlessToldOtherwise() {
    book.sheet("Sums", row("a", "b"), row(1, 2), row(3, null)).error("Sums", 2, 1, "REF");
    GoogleConnection.Read read = read("Sums", Map.of());
    assertThat(read.rows()).containsExactly("{\"a\":1,\"b\":2}");
    Rejection rejection = read.rejections().getFirst();
    assertThat(rejection.reason()).contains("B3: the formula gives #REF!", "formula_errors");
    assertThat(rejection.column()).contains("b");
    assertThat(read("Sums", Map.of("formula_errors", "null")).rows())
        .contains("{\"a\":3,\"b\":null}");
  }

  @Test
  void typesAreLearntFromTheFirstRowsAndWhatDoesNotFitIsRefused() {
    book.sheet("Long", row("n"), row(1), row(2), row("three"));
    GoogleConnection.Read read = read("Long", Map.of("scan_rows", 2L));
    assertThat(read.info().sampled()).isEqualTo(2);
    assertThat(read.rows()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(read.rejections().getFirst().reason()).isEqualTo("A4: \"three\" is not an integer");
    assertThat(read("Long", Map.of("scan_rows", 0L)).rows()).hasSize(3);
  }

  @Test
  void rowsComePageByPage() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(row("n"));
    for (int i = 1; i <= 25; i++) {
      rows.add(i == 13 ? row() : row(i));
    }
    book.sheet("Many", rows.toArray(Object[][]::new));
    assertThat(read("Many", Map.of("page_rows", 7L)).rows())
        .hasSize(24)
        .startsWith("{\"n\":1}")
        .endsWith("{\"n\":25}");
    try (Source source = connector.openSource(settings())) {
      Schema schema = Schema.of(Column.of("n", ColumnType.INTEGER));
      assertThat(
              GoogleConnection.read(
                      source,
                      source.describe("Many", new Settings("s", Map.of())),
                      ReadRequest.all("Many", schema).limit(3))
                  .rows())
          .hasSize(3);
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    book.sheet("Sales", row("id", "name"), row(1, "a")).sheet("Empty").sheet("Blank", row(""));
    assertThatThrownBy(() -> read("Sale", Map.of()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no sheet Sale");
    assertThatThrownBy(() -> read("Empty", Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("sheet Empty: row 1 names no column");
    assertThatThrownBy(() -> read("Sales", Map.of("skip_rows", 500L)))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("there are no rows that far down");
    try (Source source = connector.openSource(settings())) {
      Schema other = Schema.of(Column.of("nom", ColumnType.TEXT));
      assertThatThrownBy(() -> source.read(ReadRequest.all("Sales", other)))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("there is no column nom");
      ReadRequest byId =
          ReadRequest.all("Sales", Schema.of(Column.of("id", ColumnType.INTEGER)))
              .withCursor(List.of("id"), List.of());
      assertThatThrownBy(() -> source.read(byId))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("can't be read by a cursor");
    }
  }
}
