package io.navette.connector.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers given ahead are told from new ones by what was changed in between. */
final class RelationsAheadTest {
  private static final int TABLES = RelationsAhead.TABLES + 2;

  private final String url = TestPostgres.newDatabase();
  private final TestTables tables = new TestTables(url);
  private final Server server = new Server(TestPostgres.settings(url, Map.of()));
  private final RelationsAhead ahead = new RelationsAhead(server, () -> this.now);
  private long now = Long.MAX_VALUE - 1000;
  private Connection connection = server.connect();

  @BeforeEach
  void tables() throws SQLException {
    for (int i = 1; i <= TABLES; i++) {
      tables.run("CREATE TABLE t" + i + " (id bigint PRIMARY KEY, a text NOT NULL)");
    }
    ahead.foresee(IntStream.rangeClosed(1, TABLES).mapToObj(i -> "t" + i).toList());
  }

  @AfterEach
  void close() {
    server.close(connection);
  }

  private List<String> columns(String table) throws SQLException {
    return ahead.find(connection, table).map(found -> found.schema().names()).orElse(List.of());
  }

  private void change() throws SQLException {
    for (int i = 1; i <= TABLES; i++) {
      tables.run("ALTER TABLE t" + i + " ADD b date");
    }
  }

  @Test
  void oneQuestionAnswersForTheTablesThatComeNext() throws SQLException {
    assertThat(columns("t1")).containsExactly("id", "a");
    change();
    assertThat(columns("t2")).containsExactly("id", "a");
    assertThat(columns("t" + RelationsAhead.TABLES)).containsExactly("id", "a");
    assertThat(columns("t" + (RelationsAhead.TABLES + 1))).containsExactly("id", "a", "b");
    assertThat(ahead.find(connection, "t" + TABLES).orElseThrow().key()).containsExactly("id");
  }

  @Test
  void anAnswerIsGivenOnce() throws SQLException {
    columns("t1");
    columns("t2");
    change();
    assertThat(columns("t2")).containsExactly("id", "a", "b");
    assertThat(columns("t1")).containsExactly("id", "a", "b");
  }

  @Test
  void anAnswerIsBelievedForSeconds() throws SQLException {
    columns("t1");
    change();
    now += RelationsAhead.FRESH.toNanos() - 1;
    assertThat(columns("t2")).containsExactly("id", "a");
    now += 1;
    assertThat(columns("t3")).containsExactly("id", "a", "b");
  }

  @Test
  void nothingIsBelievedOnceATableWasChangedHere() throws SQLException {
    columns("t1");
    change();
    ahead.forget();
    assertThat(columns("t2")).containsExactly("id", "a", "b");
  }

  @Test
  void aTableThatIsMissingIsAskedForAgain() throws SQLException {
    ahead.foresee(List.of("t1", "new", "t2", "new"));
    assertThat(columns("t1")).containsExactly("id", "a");
    assertThat(ahead.find(connection, "new")).isEqualTo(Optional.empty());
    tables.run("CREATE TABLE new (n integer)");
    assertThat(columns("new")).containsExactly("n");
    assertThat(columns("t2")).containsExactly("id", "a");
  }

  @Test
  void aTableNobodyForesawIsAskedForAlone() throws SQLException {
    tables.run("CREATE TABLE other (n integer)");
    assertThat(columns("other")).containsExactly("n");
    change();
    assertThat(columns("t1")).containsExactly("id", "a", "b");
  }

  @Test
  void aSourceChangesNothingAndSeesOneState() throws SQLException {
    Server reading = Server.reading(TestPostgres.settings(url, Map.of()));
    try (Connection session = reading.connect();
        var statement = session.createStatement();
        var row =
            statement.executeQuery(
                "SELECT current_setting('transaction_read_only') || ' '"
                    + " || current_setting('transaction_isolation') || ' '"
                    + " || current_setting('application_name')")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("on repeatable read navette");
    }
  }
}
