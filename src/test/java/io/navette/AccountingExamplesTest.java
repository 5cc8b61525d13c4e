package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of Zoho CRM, QuickBooks and Sage run both ways as they stand, but that local servers
 * answer for them.
 */
final class AccountingExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @CsvSource({
    "zoho-crm, crm, contacts, contacts, 3, '', /oauth/v2/token",
    "quickbooks, books, invoices, invoices, 5, '', /oauth2/v1/tokens/bearer",
    "quickbooks, books, deletions, changes, 3, 'changed_entities: [Invoice, Customer, \"Bill,Payment\"]', /oauth2/v1/tokens/bearer",
    "sage, compta, factures, contacts, 4, 'base_url: ADDRESS/v3.1', /token",
  })
  void whatIsRead(
      String name,
      String connection,
      String job,
      String table,
      int rows,
      String setting,
      String token)
      throws Exception {
    ApiFixture fixture = ApiFixture.of(name);
    try (ApiServer server = new ApiServer(fixture)) {
      // Of several answers that fit the last counts: the first streams are the example's.
      server.serve(
          fixture.streams().reversed().stream()
              .flatMap(stream -> stream.pages().stream())
              .toList());
      Program program = example(name, connection, server.address(), setting, token);
      Example.run(program, "sync", job);
      assertThat(Example.rows(program, "lake:" + table)).hasSize(rows);
      assertThat(Example.run(program, "sync", job).err()).contains("unchanged");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zoho-crm, crm, clients, contacts, '', /oauth/v2/token, MANDATORY_NOT_FOUND: required field not found",
    "quickbooks, books, customers, customers, '', /oauth2/v1/tokens/bearer, 2050: Invalid String",
    "sage, compta, clients, contacts, 'base_url: ADDRESS/v3.1', /token, ValidationError: is required (name)",
  })
  void whatIsWritten(
      String name,
      String connection,
      String job,
      String object,
      String setting,
      String token,
      String refusal)
      throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of(name + "/write-" + object))) {
      Program program = example(name, connection, server.address(), setting, token);
      Program.Result first = program.run("sync", job);
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out()).contains(refusal);
      assertThat(server.records()).hasSize(2);
      assertThat(program.run("sync", job).err()).contains("2 unchanged");
      assertThat(server.records()).hasSize(2);
    }
  }

  private Program example(
      String name, String connection, String address, String setting, String token)
      throws Exception {
    String base = setting.startsWith("base_url") ? "" : "  base_url: " + address + "\n";
    String own = setting.isEmpty() ? "" : "  " + setting.replace("ADDRESS", address) + "\n";
    Program program =
        Example.copy(
            name,
            folder,
            text ->
                text.replace("max_requests_per_minute: 60", "max_requests_per_minute: 6000")
                    .replace("api:\n", "api:\n  page_size: 2\n" + base + own)
                    .replace("auth:\n", "auth:\n  token_url: " + address + token + "\n"),
            Map.of());
    Example.secret(program, connection + ".client_secret");
    Example.secret(program, connection + ".refresh_token");
    return program;
  }
}
