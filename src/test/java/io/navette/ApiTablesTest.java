package io.navette;

import static io.navette.testing.TestDatabase.Kind.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Web APIs are carried into databases by the program's front door: every cell and type counts. */
final class ApiTablesTest {
  @TempDir Path folder = Path.of("unset");

  private final Map<String, String> environment =
      Map.of("NAVETTE_CONFIG", ".", "NAVETTE_PASSPHRASE", "a passphrase", "SHOP_TOKEN", "t0ken");

  @ParameterizedTest
  @EnumSource
  void theNestedFileOfLightspeed(TestDatabase.Kind kind) throws Exception {
    TestDatabase lake = TestDatabase.of(kind, folder);
    try (ApiServer server = new ApiServer(ApiFixture.of("lightspeed/r"))) {
      server.otherwise("{\"@attributes\": {\"next\": \"\"}}");
      server.serve(List.of(sale("12.50", "2026-01-02T08:00:00+01:00"), item(), shops()));
      lightspeed(lake, server);
      assertThat(run("sync").err()).contains("4 rows read, 4 created");
      assertThat(lake.columns("sales")).isEqualTo(salesColumns(kind));
      assertThat(lake.rows("SELECT *, round(total * 100) FROM sales"))
          .containsExactly(
              "1|2026-01-02T07:00:00Z|null|null|true|false|{\"SaleLine\":{\"saleLineID\":\"9\"}}"
                  + (kind == SQLITE ? "|null|null|12.5|1250.0" : "|null|null|12.50|1250"));
      assertThat(lake.rows("SELECT \"itemID\", \"timeStamp\", \"ItemShops\" FROM items"))
          .containsExactly("7|2026-01-02T09:00:00Z|{\"ItemShop\":[{\"qoh\":\"3\"}]}");
      assertThat(lake.rows("SELECT * FROM shops ORDER BY 1")).containsExactly("1|Quai", "10|Ville");
      server.serve(List.of(sale("13.50", "2026-01-03T08:00:00+00:00"), shops()));
      assertThat(run("sync").err()).contains("3 rows read, 1 updated, 2 unchanged");
      assertThat(server.asked().stream().filter(asked -> asked.contains("Sale.json")))
          .last()
          .asString()
          .contains("timeStamp=%3E%3C%2C2026-01-02T07%3A00%3A00%2B00%3A00%2C");
      assertThat(lake.rows("SELECT \"timeStamp\", round(total * 100) FROM sales"))
          .containsExactly("2026-01-03T08:00:00Z|1350" + (kind == SQLITE ? ".0" : ""));
      assertHistory("caisse", "4,4,0", "3,1,0");
    }
  }

  private void lightspeed(TestDatabase lake, ApiServer server) throws IOException {
    example(
        "lightspeed",
        lake,
        Map.of(
            "https://api.lightspeedapp.com/api/",
            server.address() + "/API/",
            "method: oauth2",
            "method: oauth2\n  token_url: " + server.address() + "/token"));
    secrets("caisse.client_secret", "caisse.refresh_token");
  }

  private static List<String> salesColumns(TestDatabase.Kind kind) {
    List<String> columns = new ArrayList<>(List.of("saleID bigint"));
    for (String name : List.of("timeStamp", "updateTime", "completeTime")) {
      columns.add(name + " timestamp with time zone");
    }
    columns.addAll(List.of("completed boolean", "voided boolean"));
    for (String name : List.of("SaleLines", "SalePayments", "Customer")) {
      columns.add(name + (kind == SQLITE ? " json_text" : " json"));
    }
    columns.add("total numeric(12,2)");
    if (kind == SQLITE) {
      columns.set(0, "saleID integer");
      columns.set(9, "total decimal(12,2)");
    }
    return columns;
  }

  private static ApiFixture.Answer sale(String total, String changed) {
    return answer(
        "/API/V3/Account/1001/Sale.json",
        """
        {"@attributes": {"next": "", "prev": ""}, "Sale": {"saleID": "1", "timeStamp": "%s",
         "completed": "true", "voided": "false", "completeTime": "", "total": "%s",
         "SaleLines": {"SaleLine": {"saleLineID": "9"}}}}
        """
            .formatted(changed, total));
  }

  private static ApiFixture.Answer item() {
    return answer(
        "/API/V3/Account/1001/Item.json",
        """
        {"Item": [{"itemID": "7", "timeStamp": "2026-01-02T09:00:00+00:00",
         "ItemShops": {"ItemShop": [{"qoh": "3"}]}}]}
        """);
  }

  private static ApiFixture.Answer shops() {
    return answer(
        "/API/V3/Account/1001/Shop.json",
        """
        {"Shop": [{"shopID": "1", "name": "Quai"}, {"shopID": "10", "name": "Ville"}]}
        """);
  }

  @ParameterizedTest
  @EnumSource
  void theSitesAndHoursOfBatiSimply(TestDatabase.Kind kind) throws Exception {
    ApiFixture fixture = ApiFixture.of("batisimply");
    TestDatabase lake = TestDatabase.of(kind, folder);
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(sitesAndHours(fixture));
      example(
          "batisimply",
          lake,
          Map.of(
              "https://api.batisimply.example", server.address(),
              "https://sso.batisimply.example", server.address(),
              "2026-01-01T00:00:00Z", "2025-08-01T00:00:00Z"));
      secrets("chantier.client_secret", "chantier.password");
      assertThat(run("sync").err()).contains("5 rows read, 4 created");
      assertThat(lake.columns("chantiers"))
          .contains("id " + (kind == SQLITE ? "integer" : "bigint"), "startEstimated date")
          .contains("isArchived boolean", "address " + (kind == SQLITE ? "json_text" : "json"));
      assertThat(lake.rows("SELECT * FROM chantiers ORDER BY 1"))
          .containsExactly(
              "41|00000123|Toiture Martin|Martin|null|2025-09-01|2025-09-30|120.5|{\"city\":\"Saint-Malo\""
                  + ",\"countryCode\":\"FR\",\"postalCode\":\"35400\",\"street\":\"1 rue du Port\"}|"
                  + "{\"amount\":15000,\"currency\":\"EUR\"}|{\"id\":7}|null|false|false|#336699",
              "42|00000124|Extension Leroy|Leroy|null|null|null|null|null|null|null|null|true|null|null");
      String user = "0b6f8f1e-2f0c-4c43-9b0b-6f2f6d1d0a11";
      assertThat(lake.columns("heures"))
          .contains("debut timestamp with time zone", "panier boolean", "salarie text");
      assertThat(lake.rows("SELECT * FROM heures ORDER BY 1"))
          .containsExactly(
              "9001|2026-01-05T06:00:00Z|2026-01-05T10:00:00Z|240|true|false|" + user + "|41",
              "9003|2026-02-10T08:00:00Z|2026-02-10T09:00:00Z|60|null|null|" + user + "|42");
      server.serve(sitesAndHours(fixture));
      assertThat(run("sync").err()).contains("2 rows read, 2 unchanged");
      assertThat(server.asked().stream().filter(asked -> asked.contains("timeSlot")))
          .first()
          .asString()
          .contains("startDate=2025-08-14T08%3A00%3A00Z");
      assertHistory("chantiers", "5,4,0", "2,0,0");
    }
  }

  /** Hours of the first run's windows; later ones, which begin at other moments, are empty. */
  private static List<ApiFixture.Answer> sitesAndHours(ApiFixture fixture) {
    List<ApiFixture.Answer> answers = new ArrayList<>();
    answers.add(answer("/api/timeSlotManagement/allUsers", "[]"));
    List<ApiFixture.Answer> hours = fixture.streams().getFirst().pages();
    for (int i = 0; i < hours.size(); i++) {
      ApiFixture.Answer page = hours.get(i);
      answers.add(
          new ApiFixture.Answer(
              page.path(),
              Map.of("startDate", i == 0 ? "2026-01-03T00:00:00Z" : "2026-02-03T00:00:00Z"),
              Map.of(),
              page.body(),
              200,
              Map.of(),
              page.text()));
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource
  void anApiInTenLines(TestDatabase.Kind kind) throws Exception {
    ApiFixture fixture = ApiFixture.of("rest/cursor");
    TestDatabase lake = TestDatabase.of(kind, folder);
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      server.otherwise("{\"data\": [{\"id\": 1, \"name\": \"Zo\u00e9\", \"vip\": true}]}");
      example("rest", lake, Map.of("https://api.example.com", server.address()));
      String fields = "{id: integer, total: \"decimal\", updated_at: instant}";
      Path file = folder.resolve("navette.yaml");
      Files.writeString(
          file,
          Files.readString(file)
              .replace("orders: {cursor", "orders: {options: {fields: " + fields + "}, cursor"));
      assertThat(run("sync").err()).contains("4 rows read, 4 created");
      assertThat(lake.columns("orders"))
          .containsExactly(
              "id " + (kind == SQLITE ? "integer" : "bigint"),
              "total " + (kind == SQLITE ? "decimal_text" : "numeric"),
              "updated_at timestamp with time zone");
      assertThat(lake.rows("SELECT * FROM orders ORDER BY 1"))
          .containsExactly(
              "1|12.5|2026-01-02T08:00:00Z",
              "2|7|2026-01-03T09:00:00Z",
              "3|null|2026-01-04T10:30:00Z");
      assertThat(lake.rows("SELECT * FROM customers")).containsExactly("1|Zo\u00e9|true");
      server.serve(fixture.streams().getFirst().news().orElseThrow().pages());
      assertThat(run("sync").err()).contains("2 rows read, 2 unchanged");
      assertThat(server.asked()).contains("/v1/orders?limit=2&since=2026-01-04T10%3A30%3A00Z");
      assertHistory("shop", "4,4,0", "2,0,0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aManifestDroppedIn(TestDatabase.Kind kind) throws Exception {
    ApiFixture fixture = ApiFixture.of("manifest");
    TestDatabase lake = TestDatabase.of(kind, folder);
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture));
      Files.writeString(
          folder.resolve("shop.yaml"),
          Files.readString(fixture.file().resolveSibling("shop.yaml"))
              .replace("{server}", server.address()));
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            shop: {type: manifest, manifest: shop.yaml, config: {api_key: "${env:SHOP_TOKEN}", start_date: 2026-01-01}}
            lake: %s
          jobs:
            events: {from: shop, to: lake, streams: {events: {mode: upsert, cursor: [at]}}}
          """
              .formatted(lake.setting()));
      Map<String, String> config = Map.of("NAVETTE_CONFIG", "navette.yaml");
      assertThat(run(config, "sync").err()).contains("3 rows read, 3 created");
      assertThat(lake.columns("events"))
          .containsExactly("id " + (kind == SQLITE ? "integer" : "bigint"), "at date");
      assertThat(lake.rows("SELECT * FROM events ORDER BY 1"))
          .containsExactly("1|2026-01-02", "2|2026-01-05", "3|2026-01-06");
      server.serve(fixture.streams().getFirst().news().orElseThrow().pages());
      assertThat(run(config, "sync").err()).contains("1 row read, 1 unchanged");
      assertThat(server.asked()).containsExactly("/v1/events?since=2026-01-06");
      assertThat(folder.resolve("shop.yaml.hosts")).content().contains("127.0.0.1");
    }
  }

  /** The runs in any order, since their clock stands still: rows read, written and deleted. */
  private void assertHistory(String job, String... runs) {
    assertThat(run("history", "list", job, "--output", "csv").out().lines().skip(1))
        .map(line -> line.replaceFirst(".*?,ok,.*? ([0-9.]+ )?m?s,|.*?,ok,[^,]*,[^,]*,", ""))
        .map(line -> line.replaceFirst("^(\\d+,\\d+,\\d+),.*", "$1"))
        .containsExactlyInAnyOrder(runs);
  }

  private static ApiFixture.Answer answer(String path, String text) {
    return new ApiFixture.Answer(path, Map.of(), Map.of(), List.of(), 200, Map.of(), text);
  }

  private static List<ApiFixture.Answer> pages(ApiFixture fixture) {
    return fixture.streams().stream().flatMap(stream -> stream.pages().stream()).toList();
  }

  /** The files of an example with the target and the addresses of this test. */
  private void example(String name, TestDatabase target, Map<String, String> changes)
      throws IOException {
    try (Stream<Path> files = Files.list(Path.of("config-examples", name))) {
      for (Path file : files.toList()) {
        String text =
            Files.readString(file)
                .replaceAll("\\{type: sqlite, path: \\w+.db}", target.setting())
                .replace("max_requests_per_minute: 60,", "max_requests_per_minute: 6000,")
                .replace("max_requests_per_minute: 60\n", "max_requests_per_minute: 6000\n");
        for (Map.Entry<String, String> change : changes.entrySet()) {
          text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(folder.resolve(String.valueOf(file.getFileName())), text);
      }
    }
  }

  private void secrets(String... names) {
    run("connect", "keystore", "init");
    for (String name : names) {
      assertThat(Typed.in(folder, environment, "s3cret", "connect", "keystore", "set", name).exit())
          .isZero();
    }
  }

  private Typed run(String... command) {
    return run(Map.of(), command);
  }

  private Typed run(Map<String, String> more, String... command) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    Typed typed = Typed.in(folder, all, "", command);
    assertThat(typed.exit()).as(typed.err() + typed.out()).isZero();
    assertThat(typed.err() + typed.out()).doesNotContain("s3cret", "t0ken");
    return typed;
  }
}
