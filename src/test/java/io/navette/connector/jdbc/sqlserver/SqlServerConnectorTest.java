package io.navette.connector.jdbc.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.row.ColumnType;
import io.navette.secret.Secret;
import io.navette.testing.TableContract;
import io.navette.testing.TestSqlServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SqlServerConnectorTest extends TableContract {
  private final SqlServerConnector connector = new SqlServerConnector();
  private TestSqlServer database = new TestSqlServer("unset", 0, "", "", "");

  @BeforeEach
  void place() {
    database = TestSqlServer.newDatabase();
  }

  private Settings settings(Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "server",
                database.server(),
                "port",
                (long) database.port(),
                "database",
                database.database(),
                "user",
                database.user(),
                "password",
                new Secret(database.password()),
                "authentication",
                "password",
                "schema",
                "dbo",
                "trust_server_certificate",
                TestSqlServer.isReal(),
                "connect_timeout",
                Duration.ofSeconds(10)));
    values.putAll(more);
    return new Settings("ms", values);
  }

  @Override
  @MustBeClosed
  protected Source openSource() {
    return connector.openSource(settings(Map.of()));
  }

  @Override
  @MustBeClosed
  protected Sink openSink() {
    return connector.openSink(settings(Map.of()));
  }

  @Override
  protected void execute(String... statements) throws SQLException {
    database.execute(
        Arrays.stream(statements)
            .map(sql -> sql.replace(" TEXT", " nvarchar(100)"))
            .toArray(String[]::new));
  }

  @Override
  protected Map<ColumnType, String> types() {
    return Map.ofEntries(
        Map.entry(ColumnType.BOOLEAN, "true"),
        Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
        Map.entry(ColumnType.integer(16), "-32768"),
        Map.entry(ColumnType.integer(32), "2147483647"),
        Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
        Map.entry(ColumnType.decimal(38, 10), "1234567890123456789012345678.0123456789"),
        Map.entry(ColumnType.DOUBLE, "2.2250738585072014E-308"),
        Map.entry(ColumnType.TEXT, "é 🍮 ''"),
        Map.entry(ColumnType.text(3), "abc"),
        Map.entry(ColumnType.BYTES, "00ff"),
        Map.entry(ColumnType.DATE, "0001-01-01"),
        Map.entry(ColumnType.TIME, "23:59:59.999999"),
        Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
        Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
        Map.entry(ColumnType.UUID, "00112233-4455-6677-8899-aabbccddeeff"));
  }

  @Test
  void theServerSaysWhoItIs() {
    assertThat(connector.check(settings(Map.of()))).startsWith("SQL Server 1");
    assertThatThrownBy(() -> connector.check(settings(Map.of("password", new Secret("p")))))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("Login failed for user");
    assertThatThrownBy(() -> connector.check(settings(Map.of("database", "missing"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("Cannot open database \"missing\"");
    assertThatThrownBy(() -> connector.check(settings(Map.of("port", 1L))))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("connection ms: ");
  }
}
