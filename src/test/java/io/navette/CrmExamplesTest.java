package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of CRMs run as they stand, but that a local server answers for the vendor. */
final class CrmExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void contactsOfHubSpotAndTheirCompaniesIntoALake() throws Exception {
    ApiFixture fixture = ApiFixture.of("hubspot");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      Program program =
          example(
              "hubspot",
              "api: {start_date",
              "api: {base_url: \"" + server.address() + "\", page_size: 2, start_date");
      Example.secret(program, "crm.access_token");
      assertThat(Example.run(program, "test", "crm").out()).contains("read stream account");
      Example.run(program, "sync");
      assertThat(rows(program, "contacts")).hasSize(3).first().asString().startsWith("101,");
      assertThat(rows(program, "contacts_archived")).hasSize(1);
      assertThat(rows(program, "contacts_to_companies")).hasSize(3);
      assertThat(rows(program, "owners")).hasSize(3);
    }
  }

  @Test
  void customersIntoHubSpotThenUnchangedThenOneChanged() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("hubspot/write-contacts"))) {
      Program program =
          example("hubspot-write", "auth:", "api: {base_url: \"" + server.address() + "\"}\nauth:");
      Example.secret(program, "crm.access_token");
      assertThat(program.run("sync", "--dry-run").exit()).isZero();
      assertThat(server.writes()).isEmpty();
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(first.err()).contains("1 of 4 rows were rejected");
      assertThat(program.run("history", "errors", "last").out())
          .contains("VALIDATION_ERROR: Property values were not valid: email");
      assertThat(server.records()).hasSize(3);
      assertThat(server.records().getFirst()).containsEntry("email", "ada@example.com");
      // A hundred a request: one for all of them.
      assertThat(server.writes()).containsExactly("POST /crm/v3/objects/contacts/batch/upsert");
      Path rows = folder.resolve("customers.csv");
      String text = Files.readString(rows).replaceFirst("nobody.*\n", "");
      Files.writeString(rows, text);
      assertThat(Example.run(program, "sync").err()).contains("3 unchanged");
      assertThat(server.writes()).isEmpty();
      Files.writeString(rows, text.replace("12.25", "13.00"));
      assertThat(Example.run(program, "sync").err()).contains("1 updated", "2 unchanged");
      assertThat(server.records()).hasSize(3);
      server.writes();
      // Another job knows nothing of what this one sent: it looks, and changes what differs.
      Path jobs = folder.resolve("navette.yaml");
      Files.writeString(
          jobs,
          Files.readString(jobs).replace("  customers:", "  known:").replace("upsert", "update"));
      Files.writeString(rows, text.replace("12.25", "14.00") + "eve@example.com,Eve,,1.00\n");
      assertThat(Example.run(program, "sync").err()).contains("1 updated", "2 unchanged");
      assertThat(server.writes()).containsExactly("POST /crm/v3/objects/contacts/batch/update");
      assertThat(server.records()).hasSize(3);
    }
  }

  @Test
  void twoContactsOfHubSpotBecomeOne() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("hubspot/write-contacts"))) {
      Program program =
          example("hubspot-write", "auth:", "api: {base_url: \"" + server.address() + "\"}\nauth:");
      Example.secret(program, "crm.access_token");
      program.run("sync");
      server.writes();
      Files.writeString(folder.resolve("twins.csv"), "winner,loser\n501,502\n");
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            accounts: {type: csv, path: .}
          jobs:
            twins:
              from: accounts
              to: crm
              streams:
                twins.csv:
                  into: contacts
                  mode: append
                  target_options: {operation: merge}
                  columns: {primaryObjectId: winner, objectIdToMerge: loser}
          """);
      Example.run(program, "sync");
      assertThat(server.writes()).containsExactly("POST /crm/v3/objects/contacts/merge");
      assertThat(server.records()).hasSize(2);
    }
  }

  @Test
  void accountsOfSalesforceAndWhatWasDeletedIntoALake() throws Exception {
    ApiFixture fixture = ApiFixture.of("salesforce");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      Program program = example("salesforce", "https://acme.my.salesforce.com", server.address());
      Example.secret(program, "org.client_secret");
      assertThat(Example.run(program, "test", "org").out()).contains("read stream limits");
      Example.run(program, "sync");
      // An address has two lines.
      assertThat(rows(program, "Account"))
          .hasSize(3 + 1)
          .first()
          .asString()
          .startsWith("001xx000003DGb1AAG,false,Café du Port");
      assertThat(rows(program, "Account_deleted")).hasSize(2);
      assertThat(rows(program, "Opportunity"))
          .containsExactly("006xx000001a2b3AAA,2026-02-01T08:00:00Z");
    }
  }

  @Test
  void customersIntoSalesforceThenUnchangedThenOneChanged() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("salesforce/write-accounts"))) {
      Program program =
          example("salesforce-write", "https://acme.my.salesforce.com", server.address());
      Example.secret(program, "org.client_secret");
      assertThat(program.run("sync", "customers", "--dry-run").exit()).isZero();
      assertThat(server.writes()).isEmpty();
      Program.Result first = program.run("sync", "customers");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out())
          .contains("REQUIRED_FIELD_MISSING: Required fields are missing: [Name]");
      assertThat(server.records()).hasSize(3);
      assertThat(server.writes())
          .containsExactly("PATCH /services/data/v67.0/composite/sobjects/Account/Ext__c");
      Path rows = folder.resolve("customers.csv");
      String text = Files.readString(rows).replaceFirst("E-9.*\n", "");
      Files.writeString(rows, text.replace("Zinc", "Le Zinc"));
      assertThat(Example.run(program, "sync", "customers").err())
          .contains("1 updated", "2 unchanged");
      assertThat(server.records()).hasSize(3);
    }
  }

  @Test
  void manyCustomersIntoSalesforceByAJob() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("salesforce/write-bulk"))) {
      Program program =
          example("salesforce-write", "https://acme.my.salesforce.com", server.address());
      Example.secret(program, "org.client_secret");
      Program.Result first = program.run("sync", "many_customers");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(first.err()).contains("1 of 4 rows were rejected");
      assertThat(server.records()).hasSize(3);
      assertThat(server.writes())
          .containsExactly("PUT /services/data/v67.0/jobs/ingest/750J/batches");
    }
  }

  @Test
  void peopleIntoPipedriveAreSearchedOnce() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("pipedrive/write-persons"))) {
      Program program =
          example(
              "pipedrive-write", "auth:", "api: {base_url: \"" + server.address() + "\"}\nauth:");
      Example.secret(program, "sales.api_token");
      Program.Result first = program.run("sync", "people");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(server.records()).hasSize(2);
      Path rows = folder.resolve("people.csv");
      String text = Files.readString(rows).replace("cyn@example.com,,", "cyn@example.com,Cyn,");
      Files.writeString(rows, text.replace("Bob,", "Robert,"));
      server.writes();
      assertThat(Example.run(program, "sync", "people").err())
          .contains("1 created", "1 updated", "1 unchanged");
      assertThat(server.writes())
          .containsExactlyInAnyOrder("POST /api/v2/persons", "PATCH /api/v2/persons/102");
    }
  }

  @Test
  void dealsOfPipedriveIntoALake() throws Exception {
    ApiFixture fixture = ApiFixture.of("pipedrive");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(fixture.streams().getFirst().pages());
      Program program =
          example(
              "pipedrive-write",
              "auth:",
              "api: {base_url: \"" + server.address() + "\", page_size: 2}\nauth:");
      Example.secret(program, "sales.api_token");
      Example.run(program, "sync", "deals");
      assertThat(rows(program, "deals")).hasSize(3);
    }
  }

  /** Those of the streams that are read, whenever that is: the fixture's clock stands still. */
  private static List<ApiFixture.Answer> pages(ApiFixture fixture) {
    List<ApiFixture.Answer> pages = new ArrayList<>();
    fixture.answers().stream()
        .filter(answer -> answer.path().endsWith("/objects/contacts"))
        .forEach(pages::add);
    for (ApiFixture.Part stream : fixture.streams()) {
      for (ApiFixture.Answer page : stream.pages()) {
        List<String> body = page.body().stream().filter(part -> !part.contains("TE\"")).toList();
        pages.add(
            new ApiFixture.Answer(
                page.path(),
                page.query(),
                page.requestHeaders(),
                body,
                page.status(),
                page.headers(),
                page.text()));
      }
    }
    return pages;
  }

  private Program example(String name, String from, String to) throws IOException {
    return Example.copy(name, folder, text -> text.replace(from, to), Map.of());
  }

  private static List<String> rows(Program program, String table) throws Exception {
    return Example.rows(program, "lake:" + table);
  }
}
