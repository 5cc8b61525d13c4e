package io.navette.testing.tds;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The batches by which a driver controls its session. */
final class Transactions {
  private static final Pattern SAVE = Pattern.compile(".*SAVE TRAN \\[?(\\w+)\\]?.*");
  private static final Pattern BACK = Pattern.compile(".*ROLLBACK TRAN \\[?(\\w+)\\]?.*");

  private final Connection connection;
  private final Map<String, Savepoint> savepoints = new HashMap<>();

  Transactions(Connection connection) {
    this.connection = connection;
  }

  /** Executes a batch that is about transactions and settings; false for any other. */
  boolean takes(String sql) throws SQLException {
    String batch = sql.strip().replaceAll("\\s+", " ");
    String upper = batch.toUpperCase(Locale.ROOT);
    Matcher save = SAVE.matcher(batch);
    Matcher back = BACK.matcher(batch);
    if (save.matches()) {
      savepoints.put(save.group(1), connection.setSavepoint());
    } else if (back.matches()) {
      Savepoint savepoint = savepoints.get(back.group(1));
      if (savepoint == null) {
        throw new TdsError(6401, "Cannot roll back " + back.group(1) + ".");
      }
      connection.rollback(savepoint);
    } else if (upper.contains("IMPLICIT_TRANSACTIONS")) {
      implicit(upper);
    } else if (upper.equals("IF @@TRANCOUNT > 0 COMMIT TRAN")) {
      commit();
    } else if (upper.equals("IF @@TRANCOUNT > 0 ROLLBACK TRAN")) {
      rollback();
    } else if (upper.startsWith("SET TRANSACTION ISOLATION LEVEL ")) {
      isolation(upper.substring("SET TRANSACTION ISOLATION LEVEL ".length()));
    } else {
      return isSetting(upper);
    }
    return true;
  }

  /** What changes nothing here: settings that H2 has always or never. */
  private static boolean isSetting(String batch) {
    return batch.startsWith("SET LOCK_TIMEOUT ")
        || batch.startsWith("SET IDENTITY_INSERT ")
        || batch.startsWith("SET XACT_ABORT ")
        || batch.startsWith("EXEC SP_UNPREPARE ")
        || batch.startsWith("SET NOCOUNT ")
        || batch.startsWith("USE ");
  }

  private void implicit(String batch) throws SQLException {
    boolean on = batch.endsWith(" ON");
    if (batch.contains("COMMIT")) {
      commit();
    }
    connection.setAutoCommit(!on);
  }

  private void commit() throws SQLException {
    savepoints.clear();
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  private void rollback() throws SQLException {
    savepoints.clear();
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  private void isolation(String level) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + level);
    }
  }
}
