package io.navette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.config.ConnectionDraft;
import io.navette.connector.Catalog;
import io.navette.connector.jdbc.postgres.PostgresConnector;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    return new PendingSecrets(
        new Keystore(places, new Unlockers(Map.of(), Optional.empty(), Prompt.none())));
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

  @Test
  void nameAndTypeAreAskedForUntilTheyAreGood() {
    Catalog catalog = new Catalog(List.of(new PostgresConnector()));
    try (TerminalAnswers answers = answers("a:b\nshop\nmysql\npostgres\n")) {
      assertThat(answers.name(ConnectionDraft::nameProblem)).isEqualTo("shop");
      assertThat(answers.type(catalog)).isEqualTo("postgres");
    }
  }
}
