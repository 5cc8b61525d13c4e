package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.LocalServer;
import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of Stripe, Square and Lightspeed run as they stand, but that a local server answers.
 */
final class PaymentExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void stripeIsRead() throws Exception {
    ApiFixture fixture = ApiFixture.of("stripe");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      server.otherwise("{\"object\": \"list\", \"has_more\": false, \"data\": []}");
      Program program = example("stripe", "https://api.stripe.com", server.address());
      Example.secret(program, "caisse.api_key");
      assertThat(Example.run(program, "test", "caisse").out()).contains("read stream balance");
      Example.run(program, "sync");
      assertThat(rows(program, "customers")).hasSize(3);
      assertThat(rows(program, "invoice_lines")).hasSize(3);
      Example.run(program, "sync");
      assertThat(server.asked()).anyMatch(asked -> asked.startsWith("/v1/events?"));
      assertThat(rows(program, "customers")).hasSize(3);
    }
  }

  @Test
  void customersAreWrittenToStripe() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("stripe/write-customers"))) {
      Program program = example("stripe-write", "https://api.stripe.com", server.address());
      Example.secret(program, "caisse.api_key");
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out())
          .contains("email_invalid: Invalid email address: chloe.example.com (email)");
      assertThat(server.records())
          .hasSize(2)
          .first()
          .satisfies(ada -> assertThat(ada).containsEntry("balance", "1250"));
      correct("clients.csv", "chloe.example.com", "chloe@example.com");
      assertThat(Example.run(program, "sync").err()).contains("1 created", "2 unchanged");
    }
  }

  @Test
  void refusalsAreToldInTheWordsOfTheVendor() throws Exception {
    ApiFixture fixture = ApiFixture.of("stripe");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      server.otherwise("{\"object\": \"list\", \"has_more\": false, \"data\": []}");
      Program program = example("stripe", "https://api.stripe.com", server.address());
      Example.secret(program, "caisse.api_key");
      // Of the first page: under way, then not permitted.
      server.fault(
          0,
          LocalServer.json(409, "{\"error\": {\"type\": \"idempotency_error\"}}"),
          LocalServer.json(
              403,
              """
              {"error": {"type": "invalid_request_error",
                "message": "This API key does not have the permission rak_customer_read."}}
              """));
      Program.Result refused = program.run("sync");
      assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
      assertThat(refused.err()).contains("does not have the permission rak_customer_read");
      assertThat(rows(program, "refunds")).hasSize(1);
    }
  }

  @Test
  void squareIsRead() throws Exception {
    ApiFixture fixture = ApiFixture.of("square");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      server.otherwise("{}");
      Program program =
          example("square", "start_date", "base_url: " + server.address() + "\n  start_date");
      Example.secret(program, "boutique.access_token");
      // A cursor lives five minutes: the pages are begun anew.
      server.fault(
          1,
          LocalServer.json(
              400,
              """
              {"errors": [{"category": "INVALID_REQUEST_ERROR", "code": "INVALID_CURSOR"}]}
              """));
      Example.run(program, "sync");
      assertThat(rows(program, "payments")).hasSize(2);
      assertThat(rows(program, "orders")).hasSize(1);
      assertThat(rows(program, "catalog")).hasSize(2);
    }
  }

  @Test
  void pricesAreWrittenToSquare() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("square/write-item-variations"))) {
      Program program =
          example("square-write", "start_date", "base_url: " + server.address() + "\n  start_date");
      Example.secret(program, "boutique.access_token");
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out()).contains("name must not be empty");
      assertThat(server.records()).hasSize(2);
      correct("tarif.csv", "RIEN,,", "RIEN,Rien,");
      correct("tarif.csv", "3.20", "3.40");
      assertThat(Example.run(program, "sync").err())
          .contains("1 created, 1 updated", "1 unchanged");
    }
  }

  @Test
  void itemsAndTheirPricesAreWrittenToLightspeed() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("lightspeed/write-r-items"))) {
      Program program =
          example(
              "lightspeed-write",
              "series: r",
              "series: r\n  base_url: " + server.address() + "/API");
      token(server.address() + "/token");
      Example.secret(program, "caisse.client_secret");
      Example.secret(program, "caisse.refresh_token");
      Program.Result items = program.run("sync", "articles");
      assertThat(items.exit()).as(items.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out())
          .contains("Item description is required");
      assertThat(server.records()).hasSize(2);
      server.writes();
      // An item there is not is passed over.
      assertThat(Example.run(program, "sync", "prix").err()).contains("2 updated");
      assertThat(server.writes()).hasSize(2).allMatch(write -> write.startsWith("PUT /API/V3/"));
      assertThat(server.records().getFirst())
          .containsEntry("description", "Café")
          .containsEntry(
              "Prices",
              Map.of("ItemPrice", List.of(Map.of("amount", "2.50", "useType", "Default"))));
      correct("prix.csv", "3.20", "3.40");
      assertThat(Example.run(program, "sync", "prix").err()).contains("1 updated");
      Files.writeString(
          folder.resolve("caisse.yaml"),
          Files.readString(folder.resolve("caisse.yaml")).replace("account_id", "domain_prefix"));
      Program.Result unknown = program.run("sync", "prix");
      assertThat(unknown.exit()).as(unknown.err()).isEqualTo(4);
      assertThat(unknown.err())
          .contains("prices can't be written to without api.account_id", "connection caisse");
    }
  }

  private void token(String url) throws IOException {
    Path file = folder.resolve("caisse.yaml");
    Files.writeString(
        file, Files.readString(file).replace("auth:\n", "auth:\n  token_url: " + url + "\n"));
  }

  private static List<ApiFixture.Answer> pages(ApiFixture fixture) {
    return fixture.streams().stream().flatMap(stream -> stream.pages().stream()).toList();
  }

  private void correct(String file, String wrong, String right) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, Files.readString(path).replace(wrong, right));
  }

  private Program example(String name, String given, String instead) throws IOException {
    return Example.copy(
        name,
        folder,
        text ->
            text.replace(given, instead)
                .replaceAll("max_requests_per_minute: \\d+", "max_requests_per_minute: 60000"),
        Map.of());
  }

  private static List<String> rows(Program program, String table) throws Exception {
    return Example.rows(program, "lake:" + table);
  }
}
