package io.navette.testing.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.testing.TestSqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The test server by itself, with Microsoft's driver. */
final class TdsServerTest {
  private final TdsServer server = TdsServer.start();
  private final TestSqlServer database = TestSqlServer.in(server);

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void whatItDoesNotKnowIsAnError() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("WAITFOR DELAY '00:00:01'"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("does not know the statement");
      assertThatThrownBy(() -> statement.execute("SELECT * FROM [dbo].[nothing]"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(208));
      assertThatThrownBy(() -> connection.prepareCall("{call sp_who}").execute())
          .isInstanceOf(SQLException.class);
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void preparedStatementsAreKept() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT CAST(? AS nvarchar(20)), CAST(? AS bigint)")) {
      for (long i = 0; i < 5; i++) {
        statement.setString(1, "n° " + i);
        statement.setLong(2, i);
        try (ResultSet row = statement.executeQuery()) {
          assertThat(row.next()).isTrue();
          assertThat(row.getString(1)).isEqualTo("n° " + i);
          assertThat(row.getLong(2)).isEqualTo(i);
          assertThat(row.next()).isFalse();
        }
      }
    }
  }

  @Test
  void transactionsAreRolledBackWholeOrInPart() throws SQLException {
    database.execute("CREATE TABLE [dbo].[t] ([id] int NOT NULL PRIMARY KEY)");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertThat(statement.executeUpdate("INSERT INTO [dbo].[t] VALUES (1), (2)")).isEqualTo(2);
      var before = connection.setSavepoint();
      statement.executeUpdate("INSERT INTO [dbo].[t] VALUES (3)");
      connection.rollback(before);
      connection.commit();
      statement.executeUpdate("DELETE FROM [dbo].[t]");
      connection.rollback();
      try (ResultSet row = statement.executeQuery("SELECT COUNT_BIG(*) FROM [dbo].[t]")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(2);
      }
    }
  }

  @Test
  void aLongStatementIsCalledOffAndTheNextIsAnswered() throws Exception {
    database.execute("CREATE TABLE [dbo].[t] ([id] int NOT NULL PRIMARY KEY)");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 300; i++) {
        statement.execute("INSERT INTO [dbo].[t] VALUES (" + i + ")");
      }
      Thread canceller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Thread.sleep(300);
                      statement.cancel();
                    } catch (InterruptedException | SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThatThrownBy(
              () ->
                  statement.executeQuery(
                      "SELECT COUNT_BIG(*) FROM [dbo].[t] AS a, [dbo].[t] AS b, [dbo].[t] AS c,"
                          + " [dbo].[t] AS d WHERE a.[id] + b.[id] + c.[id] + d.[id] < 0"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("cancel");
      canceller.join();
      assertThat(server.cancellations()).isEqualTo(1);
      try (ResultSet row = statement.executeQuery("SELECT COUNT_BIG(*) FROM [dbo].[t]")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(300);
      }
    }
  }
}
