package io.navette;

import static io.navette.testing.google.GoogleConnection.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.TestBrowser;
import io.navette.testing.TestDatabase;
import io.navette.testing.google.Exchange;
import io.navette.testing.google.Exchange.Reply;
import io.navette.testing.google.FakeDrive;
import io.navette.testing.google.FakeSpreadsheet;
import io.navette.testing.google.GoogleServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of Google's APIs run as they stand, but that a local server answers for Google. */
final class GoogleExamplesTest {
  @TempDir Path folder = Path.of("unset");

  private Program example(String name, GoogleServer server) throws IOException {
    return example(name, server, "{type: sqlite, path: lake.db}");
  }

  private Program example(String name, GoogleServer server, String lake) throws IOException {
    Files.writeString(folder.resolve("key.json"), server.account().key());
    return Example.copy(
        name,
        folder,
        text ->
            text.replace(
                    "credentials_file: key.json",
                    "credentials_file: key.json\n    root_url: "
                        + server.root()
                        + "\n    rate_limit: {max_requests_per_minute: 0}")
                .replace("{type: sqlite, path: lake.db}", lake),
        Map.of());
  }

  private static FakeSpreadsheet book() {
    return new FakeSpreadsheet()
        .sheet(
            "Chantiers",
            row("Chantiers 2026"),
            row("code", "nom", "debut", "budget"),
            row("C1", "Toit Dupont", 46053, 1200.5),
            row("C2", "Cave Petit", 46054, 300))
        .format("Chantiers", 2, "DATE", "dd/mm/yyyy");
  }

  @Test
  void aSheetIntoPostgresAndAFileIntoASheet() throws Exception {
    FakeSpreadsheet book = book();
    TestDatabase lake = TestDatabase.of(TestDatabase.Kind.POSTGRES, folder);
    try (GoogleServer server = new GoogleServer(book)) {
      Program program = example("google-sheets", server, lake.setting());
      assertThat(Example.run(program, "test", "planning").out()).contains("Budget, 1 sheet");
      assertThat(Example.run(program, "sync").err()).contains("2 created");
      assertThat(lake.rows("SELECT code, nom, debut, budget FROM chantiers ORDER BY 1"))
          .containsExactly("C1|Toit Dupont|2026-01-31|1200.5", "C2|Cave Petit|2026-02-01|300");
      assertThat(lake.columns("chantiers")).contains("debut date", "budget double precision");
      assertThat(book.rows("Prix")).hasSize(3);
      assertThat(book.shown("Prix", 1, 2)).isEqualTo("DATE");
      assertThat(Example.run(program, "sync").err()).contains("2 unchanged");
      assertThat(Example.run(program, "sync", "--dry-run").err()).doesNotContain("error");
    }
  }

  @Test
  void aSheetThatIsNotSharedEndsWith5AndNamesTheAccount() throws Exception {
    Function<Exchange, Reply> forbidden =
        request -> Reply.error(403, "PERMISSION_DENIED", "forbidden", "no permission");
    try (GoogleServer server = new GoogleServer(forbidden)) {
      Program program = example("google-sheets", server);
      Program.Result failed = program.run("sync", "chantiers");
      assertThat(failed.exit()).as(failed.err()).isEqualTo(5);
      assertThat(failed.err())
          .contains("planning", "share it with navette@example-project.iam.gserviceaccount.com")
          .doesNotContain("PRIVATE KEY", "ya29");
    }
  }

  /** A person logs in with a browser, and the refresh token is kept. */
  @Test
  void aPersonLogsIn() throws Exception {
    try (GoogleServer server = new GoogleServer(book())) {
      Program program =
          new Program(
              folder,
              Map.of(
                  "NAVETTE_HOME", folder.resolve("home").toString(),
                  "NAVETTE_PASSPHRASE", "a passphrase for tests",
                  "BROWSER", TestBrowser.in(folder)));
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            planning:
              type: google-sheets
              spreadsheet: 1spreadsheetOfTests-_
              root_url: %1$s
              auth:
                method: oauth2
                client_id: navette.apps.googleusercontent.com
                authorize_url: %1$sauthorize
                token_url: %1$stoken
          """
              .formatted(server.root()));
      Example.run(program, "connect", "keystore", "init");
      Program.Result before = program.run("test", "planning");
      assertThat(before.exit()).isEqualTo(5);
      assertThat(before.out()).contains("navette connect login planning");
      Program.Result login = program.run("connect", "login", "planning");
      assertThat(login.exit()).as(login.err()).isZero();
      assertThat(login.err()).contains("access_type=offline", "prompt=consent");
      assertThat(Example.run(program, "test", "planning").out()).contains("Budget, 1 sheet");
    }
  }

  @Test
  void theListingAndTheRowsOfAFileAndAReportBack() throws Exception {
    FakeDrive drive =
        new FakeDrive()
            .file(
                "f1",
                "ventes.csv",
                "text/csv",
                "folder1",
                "2026-01-31T10:00:00Z",
                "id;total\n1;12,50\n2;7\n".getBytes(StandardCharsets.UTF_8));
    try (GoogleServer server = new GoogleServer(drive)) {
      TestDatabase lake = TestDatabase.of(TestDatabase.Kind.POSTGRES, folder);
      Program program = example("google-drive", server, lake.setting());
      Program.Result first = Example.run(program, "sync", "depuis-drive", "vers-drive");
      assertThat(first.err()).contains("3 created", "2 created");
      assertThat(lake.rows("SELECT \"fileId\", removed FROM fichiers")).containsExactly("f1|false");
      assertThat(lake.rows("SELECT id, total FROM ventes ORDER BY 1"))
          .containsExactly("1|12,50", "2|7");
      assertThat(new String(drive.content("rapport.csv"), StandardCharsets.UTF_8))
          .isEqualTo("id,total\n1,\"12,50\"\n2,7\n");
      drive.remove("f1", "2026-02-01T00:00:00Z");
      assertThat(program.run("sync", "depuis-drive").exit()).isEqualTo(3);
      assertThat(lake.rows("SELECT \"fileId\", removed FROM fichiers ORDER BY 1"))
          .containsExactly("f1|true", "u1|false");
    }
  }
}
