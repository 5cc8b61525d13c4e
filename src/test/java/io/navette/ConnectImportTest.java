package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program's credentials become a connection; their secrets are told nowhere. */
final class ConnectImportTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    typed("connect keystore init --key-file key");
    Files.writeString(
        folder.resolve("credentials.json"),
        """
        {"server": "db.example.fr", "user": "etl", "password": "s3cret", "database": "buffer",
         "remember": true}
        """);
    Files.writeString(
        folder.resolve(".env"),
        """
        # the old application
        POSTGRES_HOST=localhost
        POSTGRES_PORT=5433
        POSTGRES_DB=buffer
        POSTGRES_USER=etl
        POSTGRES_PASSWORD="s3cret"
        BATISIMPLY_URL=https://api.example/api
        BATISIMPLY_SSO_URL=https://sso.example/token
        BATISIMPLY_CLIENT_ID=old
        BATISIMPLY_CLIENT_SECRET=s3cret
        BATISIMPLY_USERNAME=someone
        BATISIMPLY_PASSWORD=s3cret2
        """);
  }

  private Typed typed(String command) {
    Typed typed =
        Typed.in(
            folder,
            Map.of("NAVETTE_KEY_FILE", folder.resolve("key").toString()),
            "",
            command.split(" "));
    assertThat(typed.err() + typed.out()).doesNotContain("s3cret");
    return typed;
  }

  private String yaml() throws IOException {
    String text = Files.readString(folder.resolve("navette.yaml"));
    assertThat(text).doesNotContain("s3cret");
    return text;
  }

  @Test
  void jsonBecomesAConnection() throws IOException {
    Typed typed = typed("connect import credentials.json buffer --type postgres --no-test");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.err())
        .contains("not taken over: remember")
        .contains("added buffer to navette.yaml");
    assertThat(yaml())
        .isEqualTo(
            """
            connections:
              buffer:
                type: postgres
                host: db.example.fr
                database: buffer
                user: etl
                password: "${secret:buffer_password}"
            """);
    assertThat(typed("connect keystore list").out()).contains("buffer_password");
    assertThat(typed("test --config-only").exit()).isZero();
  }

  @Test
  void dotenvBecomesConnectionsByThePrefixOfTheirNames() throws IOException {
    typed("connect import .env buffer --type postgres --prefix POSTGRES_ --no-test");
    Typed typed =
        typed("connect import .env chantier --type batisimply --prefix BATISIMPLY_ --no-test");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(yaml())
        .contains("port: 5433", "database: buffer", "base_url: \"https://api.example/api\"")
        .contains("token_url: \"https://sso.example/token\"", "client_id: old")
        .contains("${secret:chantier_auth.client_secret}", "${secret:chantier_auth.password}");
    assertThat(typed("test --config-only").exit()).isZero();
  }

  @Test
  void whatIsThereIsNotReplaced() throws IOException {
    typed("connect import credentials.json buffer --type postgres --no-test");
    Typed again = typed("connect import credentials.json buffer --type postgres --no-test");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("buffer stands already in navette.yaml");
    Files.writeString(
        folder.resolve("credentials.json"),
        Files.readString(folder.resolve("credentials.json")).replace("s3cret", "s3cret-new"));
    Files.writeString(folder.resolve("navette.yaml"), "connections: {}\n");
    Typed other = typed("connect import credentials.json buffer --type postgres --no-test");
    assertThat(other.exit()).isEqualTo(4);
    assertThat(other.err()).contains("the keystore holds another secret buffer_password");
    assertThat(yaml()).isEqualTo("connections: {}\n");
  }

  @Test
  void whatIsMissingOrWrongIsToldByName() {
    Typed missing = typed("connect import .env buffer --type postgres --no-test");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("buffer lacks host, database, user");
    Typed given =
        typed(
            "connect import .env buffer --type postgres --prefix POSTGRES_ --set host=db"
                + " --no-test");
    assertThat(given.exit()).as(given.err()).isZero();
    assertThat(typed("connect import nowhere.json x --type postgres").exit()).isEqualTo(4);
  }
}
