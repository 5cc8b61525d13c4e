package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import io.navette.testing.SftpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supplier that is reached by SFTP: a real server on a socket. */
final class SupplierSftpTest {
  private static final String PASSWORD = "s3cret-4711";
  private static final String YAML =
      """
      connections:
        lake: {type: sqlite, path: lake.db}
        notes: {type: jsonl, path: .}
        transgourmet:
          type: transgourmet
          transport: sftp
          sftp: {host: localhost, port: PORT, user: cuisine, password: "${env:SFTP_PASSWORD}", known_hosts: known_hosts, folder: /}
          files: {catalog: "in/CAT[0-9]*.csv", order: "out/{client_reference}.csv", settle: 10ms, decimal: "."}
          connection: {timeout: 10}
      jobs:
        catalog:
          from: transgourmet
          to: lake
          streams: {catalog: {mode: upsert, key: [sku], cursor: [_file]}}
        orders:
          from: notes
          to: transgourmet
          streams: {orders.jsonl: {into: orders, mode: insert, key: [client_reference]}}
      """;

  @TempDir Path folder = Path.of("unset");
  @TempDir Path home = Path.of("unset");
  private SftpServer server = new SftpServer();

  @BeforeEach
  void start() throws IOException {
    server.start(home, folder.resolve("server.key"), PASSWORD);
    Files.writeString(folder.resolve("known_hosts"), server.knownHost());
    configure(YAML);
    Files.createDirectory(home.resolve("in"));
    Files.createDirectory(home.resolve("out"));
  }

  private void configure(String yaml) throws IOException {
    Files.writeString(
        folder.resolve("navette.yaml"), yaml.replace("PORT", String.valueOf(server.port())));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Typed typed(String... command) {
    Typed run = Typed.in(folder, Map.of("SFTP_PASSWORD", PASSWORD), "", command);
    assertThat(run.err() + run.out()).doesNotContain(PASSWORD);
    return run;
  }

  private Typed fine(String... command) {
    Typed run = typed(command);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private static long files(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.count();
    }
  }

  @Test
  void theListSaysWhichServer() {
    assertThat(fine("connect", "list", "--output", "csv").out().lines())
        .anyMatch(line -> line.startsWith("transgourmet,") && line.endsWith(",localhost"));
  }

  @Test
  void filesAreReadOnceAndOrdersAppearWhole() throws Exception {
    Files.writeString(home.resolve("in/CAT1.csv"), "sku;label\n1;Café\n2;Thé\n");
    Files.writeString(home.resolve("in/CAT2.csv.part"), "sku;label\n3;Lait\n");
    Files.writeString(home.resolve("in/CATx.csv"), "sku;label\n4;Eau\n");
    assertThat(fine("test", "transgourmet").out()).contains("files: catalog 1");
    assertThat(fine("sync", "catalog").err()).contains("2 rows read, 2 created");
    assertThat(fine("sync", "catalog").err()).contains("nothing new");
    Files.writeString(
        folder.resolve("orders.jsonl"),
        "{\"client_reference\": \"C-1\", \"lines\": [{\"sku\": \"1\", \"quantity\": 2}]}");
    assertThat(fine("sync", "orders").err()).contains("1 created");
    assertThat(home.resolve("out/C-1.csv")).hasContent("client_reference;sku;quantity\nC-1;1;2");
    assertThat(files(home.resolve("out"))).isEqualTo(1);
    Files.delete(home.resolve("out/C-1.csv"));
    assertThat(fine("sync", "orders").err()).contains("1 unchanged");
    assertThat(files(home.resolve("out"))).isZero();
  }

  @Test
  void aServerThatNobodyKnowsIsSentNothing() throws Exception {
    Files.writeString(folder.resolve("known_hosts"), "");
    Typed unknown = typed("sync", "catalog");
    assertThat(unknown.exit()).as(unknown.err()).isEqualTo(5);
    assertThat(unknown.err())
        .contains("connection transgourmet", "the server's host key is not known", "ssh-keyscan");
    Files.delete(folder.resolve("known_hosts"));
    assertThat(typed("sync", "catalog").exit()).isEqualTo(5);
  }

  @Test
  void aServerWithAnotherKeyIsRefused() throws Exception {
    String known = server.knownHost();
    int port = server.port();
    server.close();
    try (SftpServer other = new SftpServer()) {
      other.start(home, folder.resolve("other.key"), PASSWORD);
      Files.writeString(
          folder.resolve("known_hosts"),
          known.replace(String.valueOf(port), String.valueOf(other.port())));
      Files.writeString(
          folder.resolve("navette.yaml"), YAML.replace("PORT", String.valueOf(other.port())));
      Typed changed = typed("sync", "catalog");
      assertThat(changed.exit()).as(changed.err()).isEqualTo(5);
      assertThat(changed.err()).contains("is not the one in", "known_hosts");
    }
  }

  @Test
  void aWrongPasswordAndAServerThatIsAway() throws Exception {
    Typed refused = Typed.in(folder, Map.of("SFTP_PASSWORD", "wrong"), "", "sync", "catalog");
    assertThat(refused.exit()).as(refused.err()).isEqualTo(5);
    assertThat(refused.err()).contains("the login was refused", "sftp.password");
    server.close();
    Typed away = typed("sync", "catalog");
    assertThat(away.exit()).as(away.err()).isEqualTo(6);
    configure(YAML.replace("host: localhost, ", ""));
    Typed nowhere = typed("sync", "catalog");
    assertThat(nowhere.exit()).isEqualTo(4);
    assertThat(nowhere.err()).contains("sftp.host is missing");
  }

  @Test
  void aKeyWithAPassphraseLogsIn() throws Exception {
    KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
    pair.writePrivateKey(
        folder.resolve("id").toString(), PASSWORD.getBytes(StandardCharsets.UTF_8));
    pair.writePublicKey(folder.resolve("id.pub").toString(), "navette");
    server.trust(
        AuthorizedKeyEntry.parseAuthorizedKeyEntry(
                Files.readString(folder.resolve("id.pub")).strip())
            .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
    Files.writeString(home.resolve("in/CAT1.csv"), "sku;label\n1;Café\n");
    configure(YAML.replace("password: \"${env", "private_key: id, passphrase: \"${env"));
    assertThat(fine("sync", "catalog").err()).contains("1 row read, 1 created");
    configure(YAML.replace("password: \"${env:SFTP_PASSWORD}\"", "private_key: known_hosts"));
    Typed noKey = typed("sync", "catalog");
    assertThat(noKey.exit()).as(noKey.err()).isEqualTo(4);
    assertThat(noKey.err()).contains("the private key can't be used");
  }
}
