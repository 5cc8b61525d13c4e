package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of web APIs run as they stand, but that a local server answers for the vendor. */
final class ApiExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void theNestedFileOfBatiSimply() throws Exception {
    ApiFixture fixture = ApiFixture.of("batisimply");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      Program program =
          example(
              "batisimply",
              Map.of(
                  "max_requests_per_minute: 60", "max_requests_per_minute: 6000",
                  "https://api.batisimply.example", server.address(),
                  "https://sso.batisimply.example", server.address()));
      Example.secret(program, "chantier.client_secret");
      Example.secret(program, "chantier.password");
      assertThat(Example.run(program, "test", "chantier").out()).contains("read stream projects");
      assertThat(Example.run(program, "sync").err()).doesNotContain("DEBUG");
      assertThat(rows(program, "chantiers"))
          .hasSize(2)
          .first()
          .asString()
          .startsWith("41,00000123,");
      assertThat(rows(program, "heures")).hasSize(2);
      assertThat(Example.run(program, "sync").err()).contains("4 unchanged");
    }
  }

  @Test
  void theNestedFileOfLightspeed() throws Exception {
    ApiFixture fixture = ApiFixture.of("lightspeed/r");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      server.otherwise("{\"@attributes\": {\"next\": \"\"}}");
      Program program =
          example(
              "lightspeed",
              Map.of(
                  "https://api.lightspeedapp.com/api/",
                  server.address() + "/API/",
                  "max_requests_per_minute: 60",
                  "max_requests_per_minute: 6000",
                  "method: oauth2",
                  "method: oauth2\n  token_url: " + server.address() + "/token"));
      Example.secret(program, "caisse.client_secret");
      Example.secret(program, "caisse.refresh_token");
      assertThat(Example.run(program, "sync").err())
          .contains(" - caisse - INFO - caisse: fields of sales that the manifest does not name");
      assertThat(rows(program, "sales")).hasSize(3);
      assertThat(Example.run(program, "sync").err()).contains("unchanged");
    }
  }

  @Test
  void anApiInTenLines() throws Exception {
    ApiFixture fixture = ApiFixture.of("rest/cursor");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      server.otherwise("{\"data\": [{\"id\": 7, \"name\": \"Zo\u00e9\"}]}");
      Program program =
          example(
              "rest",
              Map.of(
                  "https://api.example.com",
                  server.address(),
                  "customers:\n",
                  "customers: {options: {fields: {id: integer, name: text, gone: date}}}\n"));
      assertThat(Example.run(program, "connect", "discover", "shop", "orders").err())
          .contains(
              "orders: no schema is declared; these are the columns of 2 sampled records",
              "      updated_at: text");
      Example.run(program, "sync");
      assertThat(rows(program, "orders")).hasSize(3);
      assertThat(rows(program, "customers")).containsExactly("7,Zo\u00e9,");
    }
  }

  @Test
  void aKilledRunIntoPostgresGoesOnWithTheNextPage() throws Exception {
    ApiFixture fixture = ApiFixture.of("rest/cursor");
    String url = TestPostgres.newDatabase();
    String postgres =
        "{type: postgres, host: localhost, port: %d, database: %s, user: %s}"
            .formatted(TestPostgres.port(), url.replaceAll(".*/|\\?.*", ""), TestPostgres.USER);
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      Program program =
          example(
              "rest",
              Map.of(
                  "https://api.example.com",
                  server.address(),
                  "{type: sqlite, path: lake.db}",
                  postgres,
                  "      customers:\n",
                  ""));
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch killed = new CountDownLatch(1);
      server.fault(
          1,
          exchange -> {
            asked.countDown();
            wait(killed);
          });
      Process process = program.start("sync", "--chunk-rows", "1");
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      waitForRows(url);
      process.destroyForcibly().waitFor();
      killed.countDown();
      server.serve(pages(fixture));
      Example.run(program, "sync", "--if-locked", "wait=60s");
      // The first request is for the columns, as nothing declares them.
      assertThat(server.asked()).hasSize(2).last().asString().contains("after=p2");
      assertThat(rows(program, "orders")).hasSize(3);
    }
  }

  /** The first page is committed while the second is asked for; its bookmark follows at once. */
  private static void waitForRows(String url) throws Exception {
    for (int tries = 0; tries < 200; tries++) {
      try (Connection connection = TestPostgres.connect(url);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT count(*) FROM orders")) {
        if (row.next() && row.getInt(1) == 2) {
          Thread.sleep(1000);
          return;
        }
      } catch (SQLException notYet) {
        assertThat(notYet.getMessage()).contains("orders");
      }
      Thread.sleep(100);
    }
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<ApiFixture.Answer> pages(ApiFixture fixture) {
    return fixture.streams().stream().flatMap(stream -> stream.pages().stream()).toList();
  }

  private Program example(String name, Map<String, String> addresses) throws IOException {
    return Example.copy(
        name,
        folder,
        text -> {
          String here = text;
          for (Map.Entry<String, String> address : addresses.entrySet()) {
            here = here.replace(address.getKey(), address.getValue());
          }
          return here;
        },
        Map.of("SHOP_TOKEN", "t0ken"));
  }

  private static List<String> rows(Program program, String table) throws Exception {
    String target = table.equals("chantiers") || table.equals("heures") ? "buffer:" : "lake:";
    List<String> lines =
        Example.run(program, "transfer", target + table, "-", "--output", "csv")
            .out()
            .lines()
            .toList();
    return lines.subList(1, lines.size());
  }
}
