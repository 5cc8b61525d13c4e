package io.navette.connector.jdbc.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import io.navette.testing.tds.TdsServer;
import io.navette.testing.tds.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers are believed, over the test server. */
final class EncryptionTest {
  private final SqlServerConnector connector = new SqlServerConnector();

  @TempDir Path folder = Path.of("unset");

  private static Settings settings(TdsServer server, Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "server",
                "localhost",
                "port",
                (long) server.port(),
                "database",
                TdsServer.newDatabase(),
                "user",
                TdsServer.USER,
                "password",
                new Secret(TdsServer.PASSWORD),
                "connect_timeout",
                Duration.ofSeconds(10)));
    values.putAll(more);
    return new Settings("ms", values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mandatory", "strict"})
  void onlyThePinnedCertificateIsTaken(String encrypt) throws Exception {
    TestCertificate own = TestCertificate.create(folder, "own");
    TestCertificate other = TestCertificate.create(folder, "other");
    try (TdsServer server = TdsServer.start(own.tls(), encrypt.equals("strict"))) {
      Map<String, Object> encrypted = Map.of("encrypt", encrypt);
      assertThatThrownBy(() -> connector.check(settings(server, encrypted)))
          .as("a certificate that nobody vouches for")
          .isInstanceOf(Failure.Access.class);
      assertThat(
              connector.check(
                  settings(server, Map.of("encrypt", encrypt, "server_certificate", own.pem()))))
          .startsWith("SQL Server");
      assertThatThrownBy(
              () ->
                  connector.check(
                      settings(
                          server, Map.of("encrypt", encrypt, "server_certificate", other.pem()))))
          .isInstanceOf(Failure.Access.class);
    }
  }

  @Test
  void anyCertificateIsTakenOnlyWhereThatIsWritten() throws Exception {
    TestCertificate own = TestCertificate.create(folder, "own");
    try (TdsServer server = TdsServer.start(own.tls(), false)) {
      Map<String, Object> trusting =
          Map.of("encrypt", "mandatory", "trust_server_certificate", true);
      assertThat(connector.check(settings(server, trusting))).startsWith("SQL Server");
    }
  }

  @Test
  void aServerThatSpeaksInTheClearIsRefusedUnlessThatIsWritten() throws Exception {
    try (TdsServer server = TdsServer.start()) {
      assertThat(connector.check(settings(server, Map.of()))).startsWith("SQL Server");
      assertThatThrownBy(() -> connector.check(settings(server, Map.of("encrypt", "mandatory"))))
          .isInstanceOf(Failure.Access.class);
    }
  }
}
