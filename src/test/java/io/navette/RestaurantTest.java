package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.LightspeedShop;
import io.navette.testing.SftpServer;
import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The restaurant as config-examples/restaurant has it: tills, two booking platforms, suppliers by
 * an API and by SFTP, a CRM and a real PostgreSQL. Only addresses and secrets are other ones.
 */
final class RestaurantTest {
  private static final String SECRET = "s3cret-4711";
  private static final Path EXAMPLE = Path.of("config-examples/restaurant");

  @TempDir Path folder = Path.of("unset");
  @TempDir Path supplier = Path.of("unset");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, String> replaced = new LinkedHashMap<>();
  private LightspeedShop shop;
  private WriteServer crm;
  private TestTables tables;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  @BeforeEach
  void systems() throws Exception {
    shop = kept(new LightspeedShop("100200", "100300"));
    crm = kept(new WriteServer(WriteFixture.of("hubspot/write-contacts")));
    SftpServer sftp = kept(new SftpServer());
    sftp.start(supplier, folder.resolve("server.key"), SECRET);
    Files.writeString(folder.resolve("known_hosts"), sftp.knownHost());
    Files.createDirectories(supplier.resolve("exchange/in"));
    Files.createDirectories(supplier.resolve("exchange/out"));
    String url = TestPostgres.newDatabase();
    tables = new TestTables(url);
    tables.run(
        "CREATE TABLE commandes (reference text PRIMARY KEY, livraison date NOT NULL, lieu text,"
            + " lignes json NOT NULL)");
    String database = url.replaceAll(".*/|\\?.*", "");
    replaced.put("host: localhost\n", "host: localhost\n    port: " + TestPostgres.port() + "\n");
    replaced.put(
        "database: restaurant\n    user: navette",
        "database: " + database + "\n    user: " + TestPostgres.USER);
    replaced.put("\"https://api.lightspeedapp.com/api/\"", shop.address() + "/API/");
    replaced.put(
        "method: oauth2\n  client_id: our-application",
        "method: oauth2\n  token_url: " + shop.address() + "/token\n  client_id: our-application");
    replaced.put("https://api.hubapi.com", crm.address());
    replaced.put("https://supply.example.com/v1", api("transgourmet") + "/supply/v1");
    replaced.put("https://sandbox.metro-cc.com", api("metro-webshop"));
    replaced.put("username: our-restaurant", "username: ada");
    replaced.put("queries: [cafe, the]", "queries: [cafe, the]\n      page_size: 1");
    replaced.put(
        "afa6\n      start_date: \"2026-01-01T00:00:00Z\"",
        "afa6\n      start_date: \"2026-02-15T00:00:00Z\"\n      page_size: 2");
    String thefork = api("thefork");
    replaced.put("https://api.thefork.io", thefork);
    replaced.put(
        "    auth:\n      method: oauth2\n      client_id: our-client\n      client_secret: \"${secret:thefork",
        "    auth:\n      method: oauth2\n      token_url: "
            + thefork
            + "/oauth/token\n      client_id: me\n      client_secret: \"${secret:thefork");
    String opentable = api("opentable");
    replaced.put("https://platform.opentable.com", opentable);
    replaced.put(
        "    auth:\n      method: oauth2\n      client_id: our-client\n      client_secret: \"${secret:opentable",
        "    auth:\n      method: oauth2\n      token_url: "
            + opentable
            + "/api/v2/oauth/token\n      client_id: me\n      client_secret: \"${secret:opentable");
    replaced.put(
        "host: edi.example.com\n      user: our-restaurant\n      private_key: terreazur.key",
        "host: localhost\n      port: "
            + sftp.port()
            + "\n      user: cuisine\n      password: \"${env:SECRET}\"\n      known_hosts: known_hosts");
    replaced.put("decimal: \",\"", "decimal: \",\"\n      settle: 10ms");
    replaced.put("size: 100}", "size: 2}");
    replaced.put("max_requests_per_minute: 120", "max_requests_per_minute: 12000");
    replaced.put("max_requests_per_minute: 60", "max_requests_per_minute: 6000");
    replaced.put("${secret:", "${env:SECRET} #");
  }

  private <T extends AutoCloseable> T kept(T system) {
    open.add(system);
    return system;
  }

  /** The address of a server that answers as a fixture's vendor does. */
  private String api(String name) throws IOException {
    ApiFixture fixture = ApiFixture.of(name);
    ApiServer server = kept(new ApiServer(fixture));
    server.serve(fixture.streams().stream().flatMap(stream -> stream.pages().stream()).toList());
    return server.address();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable system : open.reversed()) {
      system.close();
    }
  }

  private void configure() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> other : replaced.entrySet()) {
          text = text.replace(other.getKey(), other.getValue());
        }
        text = text.replaceAll("\\$\\{env:SECRET} #[^}]*}", "\\${env:SECRET}");
        Files.writeString(
            folder.resolve(String.valueOf(file.getFileName()).replace(".example", "")), text);
      }
    }
    assertThat(typed("connect", "keystore", "init").exit()).isZero();
  }

  private Typed typed(String... command) {
    Map<String, String> environment =
        Map.of(
            "NAVETTE_CONFIG", ".",
            "NAVETTE_PASSPHRASE", "a passphrase for tests",
            "SECRET", SECRET);
    Typed run = Typed.from(now, folder, environment, command);
    assertThat(run.err() + run.out()).doesNotContain(SECRET);
    return run;
  }

  private Typed run() {
    now = now.plusSeconds(3600);
    Typed run = typed("sync", "--flow", "restaurant");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(shop.unexpected()).isEmpty();
    assertThat(crm.unexpected()).isEmpty();
    return run;
  }

  @Test
  void theFourFilesAreReadWithoutAProblem() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
      }
    }
    // As they stand, under the names of their copies.
    Typed listed = Typed.in(folder, "connect", "list", "--config", ".", "--output", "csv");
    assertThat(listed.exit()).as(listed.err()).isZero();
    assertThat(listed.out())
        .contains("pos_config,lightspeed", "crm_config,hubspot", "thefork,thefork")
        .contains("opentable,opentable", "transgourmet,transgourmet", "terreazur,pomona")
        .contains("metro,metro-webshop");
    for (String one :
        List.of("pos_config", "suppliers_config", "reservation_config", "crm_config")) {
      Typed alone = Typed.in(folder, "connect", "list", "--config", one + ".example.yaml");
      assertThat(alone.exit()).as(alone.err()).isZero();
    }
  }

  @Test
  void everythingMovesOnceAndNothingTheSecondTime() throws Exception {
    configure();
    delivered();
    tables.run(
        "INSERT INTO commandes VALUES ('CMD-1', '2026-03-02', '3020410000015',"
            + " '[{\"sku\": \"T1\", \"quantity\": 4.5, \"unit\": \"kg\"}]')");
    Typed first = run();
    assertThat(first.err()).contains("flow restaurant: 10 done");
    assertThat(tables.rows("SELECT vente, total, annulee FROM ventes ORDER BY vente"))
        .containsExactly("1,12.50,f", "2,7.00,f");
    assertThat(tables.rows("SELECT article, gtin, colisage FROM articles ORDER BY article"))
        .containsExactly("100200,3017620422003,6", "100300,3228021170022,20", "100400,null,1");
    assertThat(tables.rows("SELECT article, valable_du, prix, unite FROM tarifs ORDER BY 1, 2"))
        .contains("100200,2026-02-01,3.90,kg", "100200,2026-03-01,4.00,kg");
    assertThat(tables.rows("SELECT \"bettyVariantId\" FROM articles_metro ORDER BY 1"))
        .startsWith("BTY-X1");
    // The price that is valid today, times 2.8; an article the tills don't know is passed over.
    assertThat(shop.prices())
        .containsEntry("100200", "11.2 Default")
        .containsEntry("100300", "4.2 Default");
    assertThat(
            tables.rows(
                "SELECT plateforme, heure, couverts, etat FROM reservations ORDER BY 1, numero"))
        .contains(
            "opentable,2026-03-06 19:30:00,4,Reserved", "thefork,2026-03-06 19:30:00,4,RECORDED")
        .hasSize(6);
    assertThat(tables.rows("SELECT mail, nom FROM clients"))
        .containsExactly("ada@example.com,Martin");
    assertThat(crm.records()).hasSize(1).first().asString().contains("ada@example.com", "Martin");
    assertThat(supplier.resolve("exchange/out/CMD_CMD-1.csv"))
        .hasContent(
            "client_reference;delivery_date;delivery_gln;sku;quantity;unit\n"
                + "CMD-1;2026-03-02;3020410000015;T1;4,5;kg");
    assertThat(tables.rows("SELECT bon, article, quantite, unite FROM livraisons"))
        .containsExactly("BL-1,T1,4.480,kg");
    crm.writes();
    Files.delete(supplier.resolve("exchange/out/CMD_CMD-1.csv"));
    Typed second = run();
    assertThat(second.err())
        .contains("flow restaurant: 10 done")
        .doesNotContain("created", "updated");
    assertThat(crm.writes()).isEmpty();
    assertThat(supplier.resolve("exchange/out")).isEmptyDirectory();
  }

  private void delivered() throws IOException {
    Files.writeString(
        supplier.resolve("exchange/in/DESADV_1.csv"),
        "Bon;Commande;Article;Quantite;Unite;SSCC\nBL-1;CMD-1;T1;4,48;kg;106141412345678908\n",
        Charset.forName("ISO-8859-15"));
  }
}
