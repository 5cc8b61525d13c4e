package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class TestPostgresTest {
  @Test
  void databasesAreApart() throws SQLException {
    String first = TestPostgres.newDatabase();
    try (Connection connection = TestPostgres.connect(first);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (x integer)");
    }
    try (Connection connection = TestPostgres.connect(TestPostgres.newDatabase());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT to_regclass('t') IS NULL")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getBoolean(1)).isTrue();
    }
  }
}
