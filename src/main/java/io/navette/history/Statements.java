package io.navette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction. Arguments are String, Long, Integer or null. */
final class Statements {
  private final Connection connection;
  private final long now;

  Statements(Connection connection, long now) {
    this.connection = connection;
    this.now = now;
  }

  /** Epoch milliseconds by the clock all users of this history share. */
  long now() {
    return now;
  }

  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return statement.executeUpdate();
    }
  }

  void batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reading.read(rows));
        }
      }
      return found;
    }
  }

  <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... arguments)
      throws SQLException {
    return list(sql, reading, arguments).stream().findFirst();
  }

  /** PostgreSQL holds no NUL in text. */
  private static void bind(PreparedStatement statement, @Nullable Object[] arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(
          i + 1, arguments[i] instanceof String text ? text.replace('\0', '\uFFFD') : arguments[i]);
    }
  }

  /** Makes a value of the current row. */
  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }
}
