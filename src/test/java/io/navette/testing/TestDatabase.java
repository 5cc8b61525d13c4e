package io.navette.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An empty database to load into, whose tables are looked at with its own driver.
 *
 * @param setting as it stands under a connection in navette.yaml
 */
public record TestDatabase(Kind kind, String setting, String url) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** The systems. */
  public enum Kind {
    SQLITE,
    POSTGRES
  }

  /** A new one; SQLite's is the file lake.db of the folder. */
  public static TestDatabase of(Kind kind, Path folder) {
    if (kind == Kind.SQLITE) {
      return new TestDatabase(
          kind, "{type: sqlite, path: lake.db}", "jdbc:sqlite:" + folder.resolve("lake.db"));
    }
    String url = TestPostgres.newDatabase();
    return new TestDatabase(
        kind,
        "{type: postgres, host: localhost, port: %d, database: %s, user: %s}"
            .formatted(TestPostgres.port(), url.replaceAll(".*/|\\?.*", ""), TestPostgres.USER),
        url);
  }

  /** The columns as the database declares them: {@code name type}. */
  public List<String> columns(String table) throws SQLException {
    String sql =
        switch (kind) {
          case SQLITE ->
              "SELECT name || ' ' || lower(type) FROM pragma_table_info('%s') ORDER BY cid";
          case POSTGRES ->
              "SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE"
                  + " attrelid = '\"%s\"'::regclass AND attnum > 0 ORDER BY attnum";
        };
    return rows(sql.formatted(table));
  }

  /**
   * A query's rows, a text each: cells between bars; moments in UTC, JSON without spaces and with
   * its names in order, so that the systems compare.
   */
  public List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String type = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
          cells.add(String.valueOf(cell(result, i, type)));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  private static @Nullable String cell(ResultSet row, int column, String type) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      return null;
    }
    return switch (type) {
      case "bool", "boolean" -> String.valueOf(row.getBoolean(column));
      case "timestamptz" -> row.getObject(column, OffsetDateTime.class).toInstant().toString();
      case "date" -> LocalDate.parse(text).toString();
      case "json", "jsonb", "json_text" -> sorted(text);
      default -> text;
    };
  }

  private static String sorted(String json) {
    try {
      return JSON.writeValueAsString(JSON.readValue(json, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
