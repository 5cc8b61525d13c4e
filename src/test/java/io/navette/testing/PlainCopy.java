package io.navette.testing;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The plainest program that copies a table between PostgreSQL and SQL Server with their drivers: no
 * ledger, no types checked, nothing resumed. {@link SqlServerBench} holds Navette against it.
 */
public final class PlainCopy {
  private static final int ROWS = 100_000;
  private static final int FETCH = 10_000;
  private static final int PIECE = 1 << 16;

  private PlainCopy() {}

  /**
   * Copies one table; blocks.
   *
   * @param arguments out or in, the URLs of PostgreSQL and SQL Server, and the table's names there
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    try (Connection postgres = DriverManager.getConnection(arguments[1]);
        Connection server = DriverManager.getConnection(arguments[2])) {
      postgres.setAutoCommit(false);
      server.setAutoCommit(false);
      if (arguments[0].equals("out")) {
        out(postgres, arguments[3], server, arguments[4]);
        server.commit();
      } else {
        in(server, arguments[4], postgres, arguments[3]);
        postgres.commit();
      }
    }
  }

  private static void out(Connection from, String table, Connection to, String target)
      throws SQLException {
    try (Statement statement = from.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table);
          SQLServerBulkCopy copy = new SQLServerBulkCopy(to)) {
        SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
        options.setBatchSize(ROWS);
        options.setBulkCopyTimeout(0);
        copy.setBulkCopyOptions(options);
        copy.setDestinationTableName(target);
        copy.writeToServer(rows);
      }
    }
  }

  private static void in(Connection from, String table, Connection to, String target)
      throws SQLException, IOException {
    CopyIn copy =
        to.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
    StringBuilder lines = new StringBuilder();
    try (Statement statement = from.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        for (int column = 1; column <= columns; column++) {
          String value = row.getString(column);
          lines.append(column == 1 ? "" : "\t").append(value == null ? "\\N" : escaped(value));
        }
        lines.append('\n');
        if (lines.length() > PIECE) {
          flush(lines, copy);
        }
      }
    }
    flush(lines, copy);
    copy.endCopy();
  }

  private static String escaped(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == '\n' || c == '\r' || c == '\t') {
        return value
            .replace("\\", "\\\\")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
      }
    }
    return value;
  }

  private static void flush(StringBuilder lines, CopyIn copy) throws SQLException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    lines.setLength(0);
  }
}
