package io.navette.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The firm of config-examples/sages.yaml on small systems of this machine: its accounts on a SQL
 * Server, its buffer in PostgreSQL, and a BatiSimply.
 */
public final class ConstructionFirm implements AutoCloseable {
  private final BatiSimplyServer batisimply = new BatiSimplyServer();
  private final TestSqlServer server = TestSqlServer.newDatabase();
  private final String url = TestPostgres.newDatabase();

  /**
   * Writes sages.yaml into a folder; the systems have tables, sites and employees, and no hours.
   */
  public ConstructionFirm(Path folder) throws IOException, SQLException {
    buffer().run(resource("buffer.sql"));
    accounts().run(resource("erp.sql").split(";\\s*\n"));
    Files.writeString(folder.resolve("sages.yaml"), configuration());
  }

  private static String resource(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(ConstructionFirm.class.getResourceAsStream("/sages/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String configuration() throws IOException {
    return Files.readString(Path.of("config-examples/sages.yaml"))
        .replace("${secret:erp_password}", "${env:ERP_PASSWORD}")
        .replaceAll("\\$\\{secret:[a-z_]+}", "\\${env:SECRET}")
        .replace(
            "server: sql.example.fr", "server: " + server.server() + "\n    port: " + server.port())
        .replace("database: BATIGEST\n    user: navette\n", accountsLogin())
        .replace("host: localhost", "host: localhost\n    port: " + TestPostgres.port())
        .replace("database: buffer", "database: " + url.replaceAll(".*/|\\?.*", ""))
        .replace("user: navette\n", "user: " + TestPostgres.USER + "\n")
        .replace("2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
        // The clock of a typed command stands still, and with it the rate.
        .replaceAll("rate_limit:.*", "connection: {max_retries: 1, retry_delay: 0}")
        .replace("https://api.batisimply.example", batisimply.address())
        .replaceAll("\"https://sso.batisimply.example.*\"", batisimply.address() + "/token");
  }

  private String accountsLogin() {
    return "database: "
        + server.database()
        + "\n    user: "
        + server.user()
        + (TestSqlServer.isReal() ? "\n    trust_server_certificate: true" : "")
        + "\n";
  }

  /** What the configuration's secrets are taken from. */
  public Map<String, String> environment() {
    return Map.of("SECRET", "s3cret", "ERP_PASSWORD", server.password());
  }

  public BatiSimplyServer batisimply() {
    return batisimply;
  }

  /** The tables dbo.ChantierDef, dbo.Salarie and dbo.SuiviMO. */
  public TestTables accounts() {
    return new TestTables(server.url());
  }

  /** The tables chantiers and heures. */
  public TestTables buffer() {
    return new TestTables(url);
  }

  /** The buffer's JDBC URL. */
  public String bufferUrl() {
    return url;
  }

  /** Hours of both nights in which clocks change, of somebody unknown, and not yet validated. */
  public void hours() {
    batisimply.slot(1, "2025-03-30T00:30:10Z", 90, "VALIDATED", "u-1", 41);
    batisimply.slot(2, "2025-03-30T01:30:59Z", 20, "VALIDATED", "u-1", 41);
    batisimply.slot(3, "2025-10-26T00:30:00Z", 60, "VALIDATED", "u-1", 42);
    batisimply.slot(4, "2025-10-26T01:30:00Z", 60, "VALIDATED", "u-2", 42);
    batisimply.slot(5, "2025-10-27T08:00:00Z", 480, "VALIDATED", "u-9", 42);
    batisimply.slot(6, "2025-10-27T09:00:00Z", 60, "PENDING", "u-2", 42);
  }

  /** The hours in the accounts: site, employee, local time, hours, travel, meal. */
  public List<String> booked() throws SQLException {
    return accounts()
        .rows(
            "SELECT CodeChantier, CodeSalarie, Date, NbH0, NbH3, NbH4 FROM dbo.SuiviMO"
                + " ORDER BY Date, CodeSalarie");
  }

  @Override
  public void close() {
    batisimply.close();
  }
}
