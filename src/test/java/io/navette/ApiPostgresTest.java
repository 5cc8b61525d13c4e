package io.navette;

import static io.navette.testing.TestDatabase.Kind.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.connector.rest.value.PythonText;
import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.TestDatabase;
import io.navette.testing.TestPostgres;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each vendor's API is carried into a real PostgreSQL, and rows of PostgreSQL to the API, by the
 * program's front door.
 */
final class ApiPostgresTest {
  @TempDir Path folder = Path.of("unset");
  private TestDatabase lake;

  /**
   * A vendor.
   *
   * @param read the fixture that is read, as {@code hubspot} for its {@code scenarios.yaml}
   * @param stream of it, one of those that are read in pages
   * @param sql what is looked at then
   * @param rows what it must find
   * @param write the fixture that is written, as {@code hubspot/write-contacts}
   */
  private record Vendor(String read, String stream, String sql, List<String> rows, String write) {
    @Override
    public String toString() {
      return write;
    }
  }

  static List<Vendor> vendors() {
    return List.of(
        new Vendor(
            "hubspot",
            "contacts",
            "SELECT id, email, annual_spend, birthday, lastmodifieddate FROM contacts ORDER BY id",
            List.of("101|ada@example.com|1250.50|1990-12-10|2026-02-20T08:00:00Z"),
            "hubspot/write-contacts"),
        new Vendor(
            "salesforce",
            "Account",
            "SELECT \"Id\", \"Name\", \"AnnualRevenue\", \"Since__c\" FROM \"Account\" ORDER BY 1",
            List.of("001xx000003DGb1AAG|Café du Port|1250000.5|2019-05-02"),
            "salesforce/write-accounts"),
        new Vendor(
            "pipedrive",
            "deals",
            "SELECT id, title, value, expected_close_date, is_archived FROM deals ORDER BY id",
            List.of("1|Roof|1200.5|2026-04-01|false"),
            "pipedrive/write-persons"),
        new Vendor(
            "bamboohr",
            "employees",
            "SELECT \"employeeId\", \"firstName\", \"hireDate\" FROM employees ORDER BY 1",
            List.of("11|Ada|2020-01-06"),
            "bamboohr/write-employees"),
        new Vendor(
            "batisimply",
            "projects",
            "SELECT id, \"projectCode\", \"startEstimated\", \"isArchived\" FROM projects ORDER BY id",
            List.of("41|00000123|2025-09-01|false"),
            "batisimply/write-projects"),
        new Vendor(
            "stripe",
            "refunds",
            "SELECT id, status, amount, currency, balance_transaction FROM refunds",
            List.of("re_1Nispe2eZvKYlo2C|pending|1000|jpy|txn_1"),
            "stripe/write-customers"),
        new Vendor(
            "square",
            "payments",
            "SELECT id, status FROM payments WHERE id LIKE 'bP%'",
            List.of("bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY|COMPLETED"),
            "square/write-item-variations"),
        new Vendor(
            "xero",
            "invoices",
            "SELECT \"InvoiceNumber\", \"Date\", \"Status\" FROM invoices ORDER BY 1",
            List.of("FA-0001|2026-01-04|PAID", "FA-0002|2026-01-05|AUTHORISED"),
            "xero/write-contacts"),
        new Vendor(
            "zoho-crm",
            "leads",
            "SELECT id, \"Last_Name\", \"Annual_Revenue\", \"Birthday\", \"Customer_Number\" FROM leads ORDER BY 1",
            List.of("3652397000000649013|Lovelace|1250.5|1990-12-10|9007199254740993"),
            "zoho-crm/write-contacts"),
        new Vendor(
            "quickbooks",
            "invoices",
            "SELECT \"Id\", \"DocNumber\", \"TxnDate\", \"TotalAmt\", \"LastUpdatedTime\" FROM invoices ORDER BY 1",
            List.of("129|FA-129|2026-01-04|2025.5|2026-01-05T14:00:00Z"),
            "quickbooks/write-customers"),
        new Vendor(
            "sage",
            "sales_invoices",
            "SELECT invoice_number, date, net_amount, total_amount FROM sales_invoices",
            List.of("FA-0001|2026-01-04|1000.10|1200.12"),
            "sage/write-contacts"),
        new Vendor(
            "transgourmet",
            "catalog",
            "SELECT sku, gtin, label, packaging_quantity FROM catalog ORDER BY sku",
            List.of("100200|3017620422003|Pâte à tartiner 3 kg|6"),
            "transgourmet/write-orders"),
        new Vendor(
            "pomona",
            "prices",
            "SELECT code, date_debut, prix, unite_prix, unite_commande FROM prices ORDER BY 1, 2",
            List.of("T1|2026-02-20|4.2|kg|colis", "T1|2026-02-27|4.35|kg|colis"),
            "pomona/write-orders"),
        new Vendor(
            "woocommerce",
            "products",
            "SELECT id, sku, price, stock_quantity, on_sale, date_modified_gmt FROM products",
            List.of("93|CAFE|9.00|12|true|2026-02-03T08:00:00Z"),
            "woocommerce/write-products"),
        new Vendor(
            "shopify",
            "locations",
            "SELECT id, name, \"isActive\" FROM locations",
            List.of("gid://shopify/Location/1|Le Port|true"),
            "shopify/write-products"),
        new Vendor(
            "thefork",
            "offers",
            "SELECT \"restaurantUuid\", name, price FROM offers WHERE price IS NOT NULL",
            List.of("c564869f-225a-4cb6-b124-2214a6216e01|Menu du port|39.5"),
            "thefork/write-reservations"),
        new Vendor(
            "opentable",
            "guests",
            "SELECT id, rid, last_name, updated_at_utc FROM guests",
            List.of("g-1|1007|Martin|2026-02-20T08:00:00Z"),
            "opentable/write-reservations"),
        new Vendor(
            "metro-markets",
            "offers",
            "SELECT \"offerNumber\", sku, quantity FROM offers ORDER BY 1",
            List.of("M-1|C1|12", "M-2|T1|0"),
            "metro-markets/write-offers"),
        new Vendor(
            "lightspeed/x",
            "products",
            "SELECT id, name, version FROM products ORDER BY version",
            List.of("0adfd74a-1536-11e8-a0f5-000000000001|Café|101"),
            "lightspeed/write-r-items"));
  }

  @BeforeEach
  void create() {
    lake = TestDatabase.of(POSTGRES, folder);
    // Refresh tokens that are good once are kept there.
    assertThat(typed("connect", "keystore", "init").exit()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void fromTheApiIntoPostgres(Vendor vendor) throws Exception {
    ApiFixture fixture = ApiFixture.of(vendor.read());
    ApiFixture.Part stream =
        fixture.streams().stream()
            .filter(part -> part.name().equals(vendor.stream()))
            .findFirst()
            .orElseThrow();
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(stream.pages().stream().map(ApiPostgresTest::inAnyWindow).toList());
      Map<String, Object> mode = Map.of("mode", "upsert");
      configure(fixture.connection(), server.address(), "api", "lake", vendor.stream(), mode);
      int rows = stream.rows().size();
      assertThat(sync()).contains(count(rows) + " read, " + rows + " created");
      assertThat(lake.rows("SELECT count(*) FROM " + quoted(vendor.stream())))
          .containsExactly(String.valueOf(rows));
      assertThat(lake.rows(vendor.sql())).startsWith(vendor.rows().toArray(String[]::new));
      assertThat(sync()).contains(count(rows) + " read, " + rows + " unchanged");
    }
  }

  private static String count(int rows) {
    return rows + (rows == 1 ? " row" : " rows");
  }

  /** The fixture's clock stands still, the program's does not. */
  private static ApiFixture.Answer inAnyWindow(ApiFixture.Answer page) {
    List<String> body = page.body().stream().filter(part -> !part.contains("TE\"")).toList();
    return new ApiFixture.Answer(
        page.path(),
        page.query(),
        page.requestHeaders(),
        body,
        page.status(),
        page.headers(),
        page.text());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void fromPostgresToTheApi(Vendor vendor) throws Exception {
    WriteFixture fixture = WriteFixture.of(vendor.write());
    fill(fixture.rows());
    try (WriteServer server = new WriteServer(fixture)) {
      Map<String, Object> how = new LinkedHashMap<>();
      how.put("into", fixture.object());
      how.put("mode", fixture.mode().name().toLowerCase(Locale.ROOT));
      how.put("key", fixture.key());
      configure(fixture.connection(), server.address(), "lake", "api", "outbox", how);
      int rows = fixture.rows().size();
      assertThat(sync()).contains(count(rows) + " read, " + rows + " created");
      assertThat(server.records()).hasSize(rows);
      server.writes();
      assertThat(sync()).contains(count(rows) + " read, " + rows + " unchanged");
      assertThat(server.writes()).isEmpty();
      assertThat(server.unexpected()).isEmpty();
      if (fixture.change().isEmpty()) {
        return;
      }
      change(fixture);
      assertThat(sync()).contains("1 updated");
      assertThat(server.writes()).hasSize(1);
      assertThat(server.records())
          .anySatisfy(
              record ->
                  fixture
                      .stored()
                      .forEach(
                          (field, value) ->
                              assertThat(text(record.get(field))).isEqualTo(text(value))));
      assertThat(server.unexpected()).isEmpty();
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : PythonText.of(value);
  }

  /** A table of the fixture's rows, typed as their values are. */
  private void fill(List<Map<String, @Nullable Object>> rows) throws SQLException {
    Map<String, @Nullable Object> first = rows.getFirst();
    String columns =
        first.keySet().stream().map(ApiPostgresTest::quoted).collect(Collectors.joining(", "));
    String types =
        first.entrySet().stream()
            .map(cell -> quoted(cell.getKey()) + " " + type(cell.getValue()))
            .collect(Collectors.joining(", "));
    String marks = first.keySet().stream().map(name -> "?").collect(Collectors.joining(", "));
    try (Connection connection = TestPostgres.connect(lake.url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE outbox (" + types + ")");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO outbox (" + columns + ") VALUES (" + marks + ")")) {
        for (Map<String, @Nullable Object> row : rows) {
          List<@Nullable Object> cells = new ArrayList<>(row.values());
          for (int i = 0; i < cells.size(); i++) {
            insert.setObject(i + 1, cells.get(i));
          }
          insert.executeUpdate();
        }
      }
    }
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }

  private static String type(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> "boolean";
      case Long number -> "bigint";
      case Double number -> "numeric(18,4)";
      case null, default -> "text";
    };
  }

  private void change(WriteFixture fixture) throws SQLException {
    String set =
        fixture.change().keySet().stream()
            .map(name -> quoted(name) + " = ?")
            .collect(Collectors.joining(", "));
    String where =
        fixture.key().stream()
            .map(name -> quoted(name) + " = ?")
            .collect(Collectors.joining(" AND "));
    List<@Nullable Object> cells = new ArrayList<>(fixture.change().values());
    Map<String, @Nullable Object> row = fixture.rows().get(fixture.changed());
    fixture.key().forEach(name -> cells.add(row.get(name)));
    try (Connection connection = TestPostgres.connect(lake.url());
        PreparedStatement update =
            connection.prepareStatement("UPDATE outbox SET " + set + " WHERE " + where)) {
      for (int i = 0; i < cells.size(); i++) {
        update.setObject(i + 1, cells.get(i));
      }
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  /** One job with one stream. */
  private void configure(
      Map<String, @Nullable Object> api,
      String address,
      String from,
      String to,
      String stream,
      Map<String, Object> how)
      throws IOException {
    Map<String, @Nullable Object> patient = new LinkedHashMap<>(api);
    patient.put("connection", Map.of("timeout", 20, "max_retries", 3));
    patient.put("rate_limit", Map.of("max_requests_per_minute", 60_000));
    Map<String, Object> file =
        Map.of(
            "connections",
            Map.of("api", patient, "lake", "LAKE"),
            "jobs",
            Map.of("carry", Map.of("from", from, "to", to, "streams", Map.of(stream, how))));
    Files.writeString(
        folder.resolve("navette.yaml"),
        new JsonMapper()
            .writeValueAsString(file)
            .replace("\"LAKE\"", lake.setting())
            .replace("{server}", address));
  }

  /** One run, which goes well and tells no secret; what it said. */
  private String sync() {
    Typed run = typed("sync");
    assertThat(run.exit()).as(run.err() + run.out()).isZero();
    assertThat(run.err() + run.out()).doesNotContain("s3cret-4711");
    return run.err();
  }

  private Typed typed(String... command) {
    Map<String, String> environment =
        Map.of(
            "NAVETTE_CONFIG", "navette.yaml",
            "NAVETTE_PASSPHRASE", "a passphrase for tests",
            "SECRET", "s3cret-4711");
    return Typed.in(folder, environment, "", command);
  }
}
