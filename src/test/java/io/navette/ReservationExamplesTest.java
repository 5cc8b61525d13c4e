package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of reservation platforms run as they stand, but that local servers answer for them.
 */
final class ReservationExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @CsvSource({
    "thefork, salle, upcoming_reservations, reservationUuid",
    "opentable, comptoir, reservations, id",
  })
  void reservationsAreRead(String name, String connection, String checked, String key)
      throws Exception {
    ApiFixture fixture = ApiFixture.of(name);
    try (ApiServer server = new ApiServer(fixture)) {
      // Of several answers that fit the last counts: the first streams are the example's.
      server.serve(
          fixture.streams().reversed().stream()
              .flatMap(stream -> stream.pages().stream())
              .toList());
      Program program = example(name, connection, server.address());
      assertThat(Example.run(program, "test", connection).out()).contains("read stream " + checked);
      Example.run(program, "sync", "lire");
      List<String> rows = Example.rows(program, "lake:reservations");
      assertThat(rows).hasSize(3);
      assertThat(Example.run(program, "sync", "lire").err()).contains("unchanged");
      assertThat(Example.rows(program, "lake:reservations")).as(key).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "thefork, salle, DOUBLE_BOOKING: no table is free, status, CANCELED",
    "opentable, comptoir, email_address is invalid, status, CancelledWeb",
  })
  void reservationsAreBookedAndCancelled(
      String name, String connection, String refusal, String field, String cancelled)
      throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of(name + "/write-reservations"))) {
      Program program = example(name, connection, server.address());
      Program.Result first = program.run("sync", "reserver");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out()).contains(refusal);
      assertThat(server.records()).hasSize(2);
      server.writes();
      assertThat(program.run("sync", "reserver").err()).contains("2 unchanged");
      assertThat(server.records()).hasSize(2);
      server.writes();
      assertThat(Example.run(program, "sync", "annuler").err()).contains("1 updated");
      assertThat(server.writes()).hasSize(1);
      assertThat(server.records())
          .filteredOn(record -> cancelled.equals(record.get(field)))
          .hasSize(1);
      assertThat(server.unexpected()).isEmpty();
    }
  }

  private Program example(String name, String connection, String address) throws Exception {
    Program program = Example.copy(name, folder, text -> here(name, text, address), Map.of());
    Example.secret(program, connection + ".client_secret");
    return program;
  }

  private static String here(String name, String text, String address) {
    boolean fork = name.equals("thefork");
    return text.replace("max_requests_per_minute: 60", "max_requests_per_minute: 60000")
        .replace(
            "api:\n", "api:\n  page_size: 2\n  base_url: " + address + (fork ? "/manager\n" : "\n"))
        .replace(
            "auth:\n",
            "auth:\n  token_url: " + address + (fork ? "" : "/api/v2") + "/oauth/token\n");
  }
}
