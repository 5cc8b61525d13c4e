package io.navette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import io.navette.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PostgresHistoryTest extends HistoryContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  Place.Postgres place() {
    return new Place.Postgres(url, Optional.empty(), Optional.empty(), Place.Postgres.SCHEMA);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker")
  Connection connect() throws SQLException {
    return TestPostgres.connect(url);
  }

  /** The server's clock decides, which no test moves. */
  @Override
  void expire(String job) throws SQLException {
    execute("UPDATE navette.lease SET expires = expires - 91000 WHERE job = '" + job + "'");
  }

  @Override
  String table(String name) {
    return "navette." + name;
  }

  @Override
  void wipe() throws SQLException {
    execute("DROP SCHEMA navette CASCADE");
  }

  @Override
  Dialect dialect() {
    return new PostgresDialect(place());
  }

  @Test
  void aConnectionThatBrokeIsOpenedAnew() throws SQLException {
    store.begin(Samples.start("1", "shop"));
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'navette history' AND datname = current_database()");
    store.saveBookmark("shop", "people", new io.navette.row.Bookmark("1"), "1");
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'navette history' AND datname = current_database()");
    assertThat(store.bookmark("shop", "people")).isPresent();
  }

  @Test
  void anUnreachableServerIsNamedWithoutItsPassword() {
    Place place =
        new Place.Postgres(
            "jdbc:postgresql://localhost:1/history?password=hunter2",
            Optional.of("etl"),
            Optional.of(new Secret("hunter3")),
            "navette");
    assertThatThrownBy(() -> HistoryStore.open(place, ALPHA, SMALL, clock, clock).close())
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("postgresql://localhost:1/history")
        .hasMessageNotContainingAny("hunter2", "hunter3");
  }

  @Test
  void theSchemasNameIsPlain() {
    Place place = new Place.Postgres(url, Optional.empty(), Optional.empty(), "a\"b");
    assertThatThrownBy(() -> HistoryStore.open(place, ALPHA, SMALL, clock, clock).close())
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("a\"b");
  }
}
