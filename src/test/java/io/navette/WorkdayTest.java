package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.LocalServer;
import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workday's reports and queries, by the program's front door. */
final class WorkdayTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void theExampleBringsReportsAQueryAndWorkersIntoALake() throws Exception {
    ApiFixture fixture = ApiFixture.of("workday");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(fixture.streams().stream().flatMap(stream -> stream.pages().stream()).toList());
      Program program =
          Example.copy(
              "workday",
              folder,
              text ->
                  text.replace("https://wd2-impl-services1.workday.com", server.address())
                      .replace("FROM allWorkers", "FROM allWorkers WHERE fullName = 'a=b'"),
              Map.of());
      Example.secret(program, "hr.client_secret");
      Example.secret(program, "hr.refresh_token");
      Example.run(program, "sync");
      assertThat(Example.rows(program, "lake:active_workers")).hasSize(2);
      assertThat(Example.rows(program, "lake:changed_workers")).hasSize(1);
      assertThat(Example.rows(program, "lake:names")).hasSize(2);
      assertThat(Example.rows(program, "lake:workers")).hasSize(3);
    }
  }

  /** A user for reports is known by name and password; one entry may stand without its list. */
  @Test
  void aUserForReportsNeedsNoApiClient() throws Exception {
    try (LocalServer server = new LocalServer()) {
      server.always(
          LocalServer.body("{\"Report_Entry\": {\"Employee_ID\": \"21001\", \"Name\": \"Ada\"}}"));
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            hr:
              type: workday
              api: {base_url: "%s", tenant: acme, reports: [lmcneil/Active_Workers]}
              auth: {method: basic, username: ISU_navette@acme, password: "${env:SECRET}"}
            lake: {type: sqlite, path: lake.db}
          jobs:
            people: {from: hr, to: lake, streams: {Active_Workers: {into: people, mode: replace}}}
          """
              .formatted(server.url("")));
      Map<String, String> secret = Map.of("SECRET", "s3cret");
      Typed tested = Typed.in(folder, secret, "", "test", "hr");
      assertThat(tested.exit()).as(tested.out() + tested.err()).isZero();
      assertThat(tested.out()).contains("read stream Active_Workers");
      Typed run = Typed.in(folder, secret, "", "sync");
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.err()).contains("1 row read, 1 created").doesNotContain("s3cret");
      String user =
          Base64.getEncoder()
              .encodeToString("ISU_navette@acme:s3cret".getBytes(StandardCharsets.UTF_8));
      assertThat(server.seen())
          .allSatisfy(
              seen -> {
                assertThat(seen.target())
                    .isEqualTo(
                        "/ccx/service/customreport2/acme/lmcneil/Active_Workers?format=json");
                assertThat(seen.header("Authorization")).isEqualTo("Basic " + user);
              });
    }
  }
}
