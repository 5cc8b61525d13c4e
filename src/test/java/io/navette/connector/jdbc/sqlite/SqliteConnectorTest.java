package io.navette.connector.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.testing.TableContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteConnectorTest extends TableContract {
  private final SqliteConnector connector = new SqliteConnector();
  private Path file = Path.of("unset");

  @BeforeEach
  void place(@TempDir Path folder) {
    file = folder.resolve("test.db");
  }

  private Settings settings() {
    return new Settings("db", Map.of("path", file, "busy_timeout", Duration.ofMillis(300)));
  }

  @Override
  @MustBeClosed
  protected Source openSource() {
    return connector.openSource(settings());
  }

  @Override
  @MustBeClosed
  protected Sink openSink() {
    return connector.openSink(settings());
  }

  @Override
  protected void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  protected Map<ColumnType, String> types() {
    return Map.ofEntries(
        Map.entry(ColumnType.BOOLEAN, "true"),
        Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
        Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
        Map.entry(ColumnType.decimal(38, 10), "1234567890123456789012345678.0123456789"),
        Map.entry(ColumnType.DECIMAL, "0.10"),
        Map.entry(ColumnType.DOUBLE, "4.9E-324"),
        Map.entry(ColumnType.TEXT, "é 🍮 ''"),
        Map.entry(ColumnType.text(3), "abc"),
        Map.entry(ColumnType.BYTES, "00ff"),
        Map.entry(ColumnType.DATE, "0001-01-01"),
        Map.entry(ColumnType.TIME, "23:59:59.999999"),
        Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
        Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
        Map.entry(ColumnType.UUID, "00112233-4455-6677-8899-aabbccddeeff"),
        Map.entry(ColumnType.JSON, "1.50"));
  }

  @Test
  void valuesThatAreNotOfTheirTypeAreRejected() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, day DATE)",
        "INSERT INTO t VALUES (1, '2026-01-31'), (2, 'yesterday'), (3, 20260131)");
    try (Source source = connector.openSource(settings())) {
      Schema schema = source.describe("t", settings()).schema();
      ReadRequest request = ReadRequest.all("t", schema).withCursor(List.of(), List.of("id"));
      try (RowReader reader = source.read(request)) {
        RowBatch batch = reader.next().orElseThrow();
        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.rejections())
            .extracting(Rejection::reason)
            .containsExactly(
                "\"yesterday\" is not a date (2026-01-31)",
                "\"20260131\" is not a date (2026-01-31)");
        assertThat(batch.rejections().get(0).row())
            .isEqualTo("{\"id\":\"2\",\"day\":\"yesterday\"}");
      }
    }
  }

  @Test
  void aLockedFileIsNamed() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN EXCLUSIVE");
        RowBatch batch = batch(row(1L, "a", null));
        assertThatThrownBy(() -> write(sink, WriteMode.APPEND, batch))
            .isInstanceOf(Failure.Remote.class)
            .hasMessageContaining("is locked by another program");
      }
      assertThat(rows()).isEmpty();
    }
  }

  @Test
  void aFullDiskLosesNothing() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(1L, "a", null)));
    }
    Failure failure =
        new Database(settings())
            .failure(
                "s",
                new org.sqlite.SQLiteException("full", org.sqlite.SQLiteErrorCode.SQLITE_FULL));
    assertThat(failure).isInstanceOf(Failure.Remote.class).hasMessageContaining("disk is full");
    assertThat(rows()).hasSize(1);
  }

  @Test
  void filesThatAreNoDatabaseAreRefused() throws IOException {
    assertThat(connector.check(settings())).contains("no file yet");
    Path nowhere = file.resolveSibling("missing").resolve("x.db");
    assertThatThrownBy(() -> connector.check(new Settings("db", Map.of("path", nowhere))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no file");
    Files.writeString(file, "this is not a database, but a text that is long enough to be read");
    assertThatThrownBy(() -> connector.check(settings()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("is not an SQLite database");
  }
}
