package io.navette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.config.ConnectionDraft;
import io.navette.connector.ApiContext;
import io.navette.connector.Catalog;
import io.navette.connector.SharedState;
import io.navette.connector.SinkConnector;
import io.navette.connector.google.bigquery.BigQueryConnector;
import io.navette.connector.google.drive.DriveConnector;
import io.navette.connector.google.sheets.SheetsConnector;
import io.navette.connector.jdbc.postgres.PostgresConnector;
import io.navette.connector.mongodb.MongoConnector;
import io.navette.console.Prompts;
import io.navette.secret.Keystore;
import io.navette.secret.Places;
import io.navette.secret.Prompt;
import io.navette.secret.Secret;
import io.navette.secret.Unlockers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalAnswersTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @TempDir Path folder;

  private TerminalAnswers answers(String typed) {
    ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    return new TerminalAnswers(
        () -> {
          try {
            DumbTerminal terminal =
                new DumbTerminal("test", "ansi", in, shown, StandardCharsets.UTF_8);
            terminal.setSize(Size.of(120, 24));
            return new Prompts(terminal);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private PendingSecrets secrets() {
    Places places = Places.of(Map.of("NAVETTE_HOME", folder.toString()), folder, Optional.empty());
    Unlockers unlockers =
        new Unlockers(
            Map.of("NAVETTE_PASSPHRASE", "a passphrase for tests"),
            Optional.empty(),
            Prompt.none());
    Keystore keystore = new Keystore(places, unlockers);
    if (!keystore.exists()) {
      keystore.init(unlockers.given().findFirst().orElseThrow());
    }
    return new PendingSecrets(keystore);
  }

  @Test
  void whatIsMissingIsAskedForUntilItIsGood() {
    ConnectionDraft draft = new ConnectionDraft("shop", new PostgresConnector());
    draft.set("database", "shop");
    PendingSecrets secrets = secrets();
    try (TerminalAnswers answers = answers("\ndb\netl\ns3cret\n")) {
      answers.complete(draft, secrets);
    }
    assertThat(draft.missing()).isEmpty();
    assertThat(draft.config(folder).written())
        .containsEntry("host", "db")
        .containsEntry("user", "etl")
        .containsEntry("password", "${secret:shop_password}");
    assertThat(secrets.find("shop_password")).contains(new Secret("s3cret"));
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("host - The server's name or address: ")
        .contains("a value is missing")
        .contains("(empty for none)")
        .doesNotContain("database -")
        .doesNotContain("s3cret");
  }

  @Test
  void secretsThatMayBeLeftOutAre() {
    ConnectionDraft draft = new ConnectionDraft("shop", new PostgresConnector());
    try (TerminalAnswers answers = answers("db\nshop\netl\n\n")) {
      answers.complete(draft, secrets());
    }
    assertThat(draft.config(folder).written()).doesNotContainKey("password");
  }

  private static final List<String> GOOGLE =
      List.of("credentials_file", "credentials_json", "auth.client_id", "auth.client_secret");

  /** A new connection to one of Google's systems, of which only access is left to ask for. */
  private ConnectionDraft google(String name, Map<String, String> environment, String typed) {
    ApiContext context = new ApiContext(InstantSource.system(), Thread::sleep, SharedState.none());
    SinkConnector connector =
        switch (name) {
          case "bigquery" -> new BigQueryConnector(context, environment);
          case "google-drive" -> new DriveConnector(context, environment, List.of());
          default -> new SheetsConnector(context, environment);
        };
    ConnectionDraft draft = new ConnectionDraft("g", connector);
    draft.missing().forEach(setting -> draft.set(setting.name(), "x"));
    shown.reset();
    try (TerminalAnswers answers = answers(typed)) {
      answers.complete(draft, secrets());
    }
    return draft;
  }

  private List<String> set(ConnectionDraft draft) {
    return GOOGLE.stream().filter(draft.config(folder).written()::containsKey).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bigquery", "google-sheets", "google-drive"})
  void aKeysFileIsAskedForUnlessAnotherWayIsChosen(String name) {
    ConnectionDraft usual = google(name, Map.of(), "\nkey.json\n");
    assertThat(set(usual)).containsExactly("credentials_file");
    assertThat(usual.value("credentials_file")).contains("key.json");
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("file - a service account's key, a JSON file")
        .contains("Sign in by (file, json, oauth2, environment) [file]: ")
        .contains("credentials_file - ")
        .doesNotContain("empty for none");
    assertThat(set(google(name, Map.of(), "letter\njson\n{}\n")))
        .containsExactly("credentials_json");
    ConnectionDraft person = google(name, Map.of(), "oauth2\nme\ns3cret\n");
    assertThat(set(person)).containsExactly("auth.client_id", "auth.client_secret");
    assertThat(person.value("auth.method")).contains("oauth2");
  }

  @Test
  void whatTheEnvironmentHoldsIsNotAskedFor() {
    Map<String, String> set = Map.of("GOOGLE_APPLICATION_CREDENTIALS", "key.json");
    assertThat(set(google("bigquery", set, "\n"))).isEmpty();
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("[environment]: ");
  }

  @Test
  void aWayThatIsBegunIsGoneToItsEnd() {
    ConnectionDraft draft = new ConnectionDraft("m", new MongoConnector(Map.of(), note -> {}));
    draft.set("database", "shop");
    draft.set("host", "db");
    try (TerminalAnswers answers = answers("etl\n\n")) {
      answers.complete(draft, secrets());
    }
    assertThat(draft.value("user")).contains("etl");
    assertThat(draft.config(folder).written()).doesNotContainKeys("password", "uri");
    assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain("uri");
  }

  @Test
  void nameAndTypeAreAskedForUntilTheyAreGood() {
    Catalog catalog = new Catalog(List.of(new PostgresConnector()));
    try (TerminalAnswers answers = answers("a:b\nshop\nmysql\npostgres\n")) {
      assertThat(answers.name(ConnectionDraft::nameProblem)).isEqualTo("shop");
      assertThat(answers.type(catalog)).isEqualTo("postgres");
    }
  }
}
