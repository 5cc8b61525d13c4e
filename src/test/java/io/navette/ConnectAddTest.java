package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections come into the YAML by one command, and leave it by another. */
final class ConnectAddTest {
  private static final String SHOP =
      "connect add shop --type postgres --set host=localhost --set user=postgres --set database=";

  @TempDir Path folder;

  private Typed typed(String command) {
    return input("", command);
  }

  private Typed input(String input, String command) {
    return Typed.in(
        folder,
        Map.of("NAVETTE_KEY_FILE", folder.resolve("keys/of/key").toString()),
        input,
        command.split(" "));
  }

  private void keystore() {
    assertThat(typed("connect keystore init --key-file keys/of/key").exit()).isZero();
  }

  private Path yaml() {
    return folder.resolve("navette.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(yaml(), text);
  }

  @Test
  void connectionIsTestedAndWrittenIntoANewFile() {
    Typed typed = typed("connect add shop --type sqlite --set path=shop.db");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.err()).contains("shop: no file yet").contains("added shop to navette.yaml");
    assertThat(yaml()).hasContent("connections:\n  shop:\n    type: sqlite\n    path: shop.db\n");
    assertThat(typed("connect list --output csv").out()).contains("shop,sqlite,SQLite");
  }

  @Test
  void restOfTheFileAndItsRightsStay() throws IOException {
    write("# ours\nconnections: {} # all\n\njobs: # none\n");
    Files.setPosixFilePermissions(yaml(), PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(typed("connect add desk --type csv --set path=. --set delimiter=;").exit()).isZero();
    assertThat(yaml())
        .hasContent(
            """
            # ours
            connections: # all
              desk:
                type: csv
                path: .
                delimiter: ";"

            jobs: # none
            """);
    assertThat(Files.getPosixFilePermissions(yaml()))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(folder.resolve("navette.yaml.new")).doesNotExist();
  }

  @Test
  void secretGoesFromStdinToTheKeystoreAndNowhereElse() throws IOException {
    keystore();
    String database = TestPostgres.newDatabase().replaceAll(".*/|\\?.*", "");
    String command = SHOP + database + " --set port=" + TestPostgres.port() + " --secret password";
    Typed typed = input("s3cret: \"#\n", command);
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.err()).contains("shop: PostgreSQL").doesNotContain("s3cret");
    assertThat(yaml())
        .content()
        .contains("password: \"${secret:shop_password}\"\n")
        .contains("port: " + TestPostgres.port() + "\n")
        .doesNotContain("s3cret");
    assertThat(typed("connect keystore list").out()).contains("shop_password");
    assertThat(typed("test shop").exit()).isZero();
  }

  @Test
  void failedTestSavesNothing() {
    keystore();
    String command = SHOP + "shop --set port=1 --secret password";
    Typed typed = input("s3cret", command);
    assertThat(typed.exit()).isEqualTo(6);
    assertThat(typed.err()).contains("nothing was saved");
    assertThat(yaml()).doesNotExist();
    assertThat(typed("connect keystore list").out()).contains("empty");
    assertThat(input("s3cret", command + " --no-test").exit()).isZero();
    assertThat(yaml()).exists();
    assertThat(typed("connect keystore list").out()).contains("shop_password");
  }

  @Test
  void aConnectionThatAPersonLogsInToIsSavedUntested() {
    keystore();
    Typed typed =
        input(
            "s3cret",
            "connect add book --type google-sheets --set spreadsheet=abc --set auth.method=oauth2"
                + " --set auth.client_id=me --secret auth.client_secret");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.err())
        .contains("nobody has logged in yet; next: navette connect login book", "added book");
  }

  @Test
  void otherSecretOfTheSameNameIsNotReplaced() {
    keystore();
    assertThat(input("other", "connect keystore set shop_password").exit()).isZero();
    Typed typed = input("s3cret", SHOP + "shop --no-test --secret password");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("--set KEY='${secret:shop_password}'");
    assertThat(yaml()).doesNotExist();
    assertThat(input("other", SHOP + "shop --no-test --secret password").exit()).isZero();
  }

  @Test
  void secretNeedsAKeystore() {
    Typed typed = input("s3cret", SHOP + "shop --no-test --secret password");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("next: create it: navette connect keystore init");
    assertThat(yaml()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect add | name is missing",
        "connect add shop | --type is missing",
        "connect add shop --type sqlit | no connector is called sqlit",
        "connect add a:b --type csv --set path=. | can't be a connection's name",
        "connect add shop --type sqlite | add --set path=...",
        "connect add shop --type sqlite --set path | expected KEY=VALUE",
        "connect add shop --type sqlite --set path= | path: a value is missing",
        "connect add shop --type sqlite --set pat=x | did you mean path?",
        "connect add shop --type postgres --set port=x | not a whole number",
        "connect add shop --type postgres --set sslmode=x | is not one of",
        "connect add shop --type postgres --set password=x | next: --secret password",
        "connect add shop --type postgres --secret user --set user=x | given twice",
        "connect add shop --type postgres --secret user --secret password | only one of",
        "connect add shop --type postgres --no-test | --set host=... --set database=...",
      })
  void mistakesSayWhatToType(String command, String said) throws IOException {
    keystore();
    Typed typed = typed(command);
    assertThat(typed.exit()).as(typed.err()).isEqualTo(2);
    assertThat(typed.err()).contains(said);
    assertThat(yaml()).doesNotExist();
  }

  @Test
  void nameIsTakenOnce() throws IOException {
    write("connections: {shop: {type: csv, path: .}}\n");
    Typed typed = typed("connect add shop --type sqlite --set path=shop.db");
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err()).contains("shop stands already in navette.yaml");
  }

  @Test
  void whatIsWrittenByHandIsShown() throws IOException {
    write("{jobs: {}}\n");
    Typed typed = typed("connect add shop --type sqlite --set path=shop.db");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("by hand:\n  shop:\n    type: sqlite\n    path: shop.db");
    assertThat(yaml()).hasContent("{jobs: {}}\n");
  }

  @Test
  void jobsThatWaitForTheConnectionDoNotHinderIt() throws IOException {
    write("jobs:\n  night: {from: shop, to: desk, streams: ['*']}\n");
    assertThat(typed("connect add shop --type sqlite --set path=shop.db").exit()).isZero();
    assertThat(typed("connect add desk --type csv --set path=.").exit()).isZero();
    assertThat(typed("test --config-only").exit()).isZero();
  }

  @Test
  void folderOfFilesIsAddedToWhereConnectionsAre() throws IOException {
    Path files = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(files.resolve("a-jobs.yaml"), "jobs: {}\n");
    String add = " --config conf --type csv --set path=.. --no-test";
    assertThat(typed("connect add one" + add).exit()).isZero();
    assertThat(files.resolve("navette.yaml")).content().contains("one:");
    Files.move(files.resolve("navette.yaml"), files.resolve("systems.yaml"));
    assertThat(typed("connect add two" + add).exit()).isZero();
    assertThat(files.resolve("systems.yaml")).content().contains("one:").contains("two:");
    assertThat(typed("connect remove two --config conf").exit()).isZero();
    assertThat(files.resolve("systems.yaml")).content().contains("one:").doesNotContain("two:");
    assertThat(typed("connect add shop --config nowhere --type csv --set path=.").exit())
        .isEqualTo(4);
  }

  @Test
  void linkStaysALink() throws IOException {
    Path real = Files.writeString(folder.resolve("real.yaml"), "# real\n");
    Files.createSymbolicLink(yaml(), real);
    assertThat(typed("connect add desk --type csv --set path=.").exit()).isZero();
    assertThat(yaml()).isSymbolicLink();
    assertThat(real).content().startsWith("# real\n").contains("desk:");
  }

  @Test
  void usedConnectionIsNotRemoved() throws IOException {
    String text =
        """
        connections:
          a: {type: csv, path: .}
          b: {type: sqlite, path: b.db}
        jobs:
          there: {from: a, to: b, streams: ["*"]}
          back: {from: b, to: a, streams: ["*"]}
        """;
    write(text);
    Typed typed = typed("connect remove a");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("a is used by the jobs there, back");
    assertThat(yaml()).hasContent(text);
    assertThat(typed("connect remove c").exit()).isEqualTo(4);
  }

  @Test
  void secretsThatNothingUsesAnyMoreAreNamedOrRemoved() throws IOException {
    keystore();
    assertThat(input("x", "connect keystore set shop_password").exit()).isZero();
    assertThat(input("x", "connect keystore set user").exit()).isZero();
    String text =
        """
        connections:
          a: {type: postgres, host: h, database: d, user: "${secret:user}"}
          # ours
          shop:
            type: postgres
            host: h
            database: d
            user: "${secret:user}"
            password: "${secret:shop_password}"
        """;
    write(text);
    Typed typed = typed("connect remove shop");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.err())
        .contains("removed shop from navette.yaml")
        .contains("navette connect keystore remove shop_password")
        .doesNotContain("secret user");
    assertThat(yaml()).hasContent(text.replaceFirst("(?s)  shop:.*", ""));
    assertThat(typed("connect keystore list").out()).contains("shop_password");
    write(text);
    assertThat(typed("connect remove shop --secrets").err())
        .contains("removed the secret shop_password");
    assertThat(typed("connect keystore list").out()).contains("user").doesNotContain("shop_");
  }

  @Test
  void nothingIsSaidOfSecretsWithoutAKeystore() throws IOException {
    for (String options : new String[] {"", " --secrets"}) {
      write("connections:\n  a: {type: csv, path: \"${secret:x}\"}\n");
      Typed typed = typed("connect remove a" + options);
      assertThat(typed.exit()).isZero();
      assertThat(typed.err()).isEqualTo("removed a from navette.yaml\n");
      assertThat(yaml()).hasContent("connections:\n");
    }
  }

  @Test
  void fileThatIsOneConnectionIsRemovedWithIt() throws IOException {
    Path caisse = folder.resolve("caisse.yaml");
    Files.writeString(caisse, "type: csv\npath: .\nlogging: {}\n");
    assertThat(typed("connect add a --type csv --set path=. --config caisse.yaml").exit())
        .isEqualTo(4);
    write(
        """
        connections: {b: {type: sqlite, path: b.db}}
        jobs: {in: {from: caisse, to: b, streams: ["*"]}}
        """);
    Typed used = typed("connect remove caisse --config .");
    assertThat(used.exit()).isEqualTo(4);
    assertThat(used.err()).contains("caisse is used by the job in");
    assertThat(caisse).exists();
    write("connections: {b: {type: sqlite, path: b.db}}\n");
    Typed removed = typed("connect remove caisse --config .");
    assertThat(removed.exit()).as(removed.err()).isZero();
    assertThat(removed.err()).isEqualTo("removed caisse with its file caisse.yaml\n");
    assertThat(caisse).doesNotExist();
    assertThat(yaml()).exists();
  }
}
