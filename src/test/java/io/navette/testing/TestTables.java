package io.navette.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A database of a test, asked by plain SQL. */
public record TestTables(String url) {
  /** The SQLite file of this name in a folder. */
  public static TestTables in(Path folder, String name) {
    return new TestTables("jdbc:sqlite:" + folder.resolve(name));
  }

  /** Runs statements. */
  public void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, each as its values joined by commas. */
  public List<String> rows(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        StringJoiner values = new StringJoiner(",");
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          values.add(row.getString(column));
        }
        rows.add(values.toString());
      }
      return rows;
    }
  }
}
