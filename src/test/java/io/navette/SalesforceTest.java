package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.http.LocalServer;
import io.navette.http.auth.OAuthServer;
import io.navette.testing.TestBrowser;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about Salesforce, by the program's front door. */
final class SalesforceTest {
  private static final String DATA = "/services/data/v67.0/";
  private static final String DESCRIBED =
      """
      {"name": "Account", "fields": [{"name": "Id", "type": "id"}, {"name": "Name", "type": "string"},
        {"name": "SystemModstamp", "type": "datetime"}]}
      """;

  private final LocalServer server = new LocalServer();
  private final Map<String, LocalServer.Reply> replies = new HashMap<>();
  @TempDir Path folder = Path.of("unset");

  SalesforceTest() throws IOException {
    server.always(this::answer);
    // Where the API is stands in the token's answer: another host than the one logged in to.
    replies.put("/services/oauth2/token", LocalServer.body(token("localhost")));
    replies.put(DATA + "limits", LocalServer.body("{\"DailyApiRequests\": {\"Max\": 1}}"));
    replies.put(DATA + "sobjects/Account/describe", LocalServer.body(DESCRIBED));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String token(String host) {
    String api = server.url("").toString().replace("127.0.0.1", host);
    return "{\"access_token\": \"t0ken\", \"token_type\": \"Bearer\", \"instance_url\": \""
        + api
        + "\", \"issued_at\": \"1772359200000\"}";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = server.seen(exchange).target().replaceFirst("[?].*", "");
    replies.getOrDefault(path, LocalServer.status(404)).answer(exchange);
  }

  @Test
  void aSignedTokenIsAskedWithAndTheApiIsWhereTheAnswerSays() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    connection(
        "method: jwt_bearer, username: me@acme.example, private_key: \"${env:SECRET}\","
            + " audience: \"https://test.salesforce.com\"",
        "");
    Typed tested = typed(pem, "test", "org");
    assertThat(tested.exit()).as(tested.out() + tested.err()).isZero();
    assertThat(server.seen()).hasSize(2);
    Map<String, String> form = form(server.seen().getFirst().body());
    assertThat(form)
        .containsOnlyKeys("grant_type", "assertion")
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    assertClaims(form.getOrDefault("assertion", ""), keys);
    LocalServer.Seen asked = server.seen().getLast();
    assertThat(asked.target()).isEqualTo(DATA + "limits");
    assertThat(asked.header("Host")).startsWith("localhost:");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer t0ken");
  }

  private static void assertClaims(String assertion, KeyPair keys)
      throws GeneralSecurityException, IOException {
    String[] parts = assertion.split("\\.", -1);
    Base64.Decoder decoder = Base64.getUrlDecoder();
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(decoder.decode(parts[2]))).isTrue();
    Map<String, @Nullable Object> claims =
        PlainValues.map(
            JsonValues.parse(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8)));
    assertThat(claims)
        .containsEntry("iss", "me")
        .containsEntry("sub", "me@acme.example")
        .containsEntry("aud", "https://test.salesforce.com");
    long issued = claims.get("iat") instanceof Long seconds ? seconds : 0;
    assertThat(claims).containsEntry("exp", issued + 150);
  }

  @Test
  void aKeyThatIsNoneIsSaid() throws IOException {
    connection("method: jwt_bearer, username: me, private_key: \"${env:SECRET}\"", "");
    Typed tested = typed("no key at all", "test", "org");
    assertThat(tested.exit()).isEqualTo(4);
    assertThat(tested.out() + tested.err()).contains("PEM").doesNotContain("no key at all");
  }

  @Test
  void aWithdrawnPermissionEndsWithItsReason() throws IOException {
    replies.put(
        "/services/oauth2/token",
        LocalServer.json(
            400,
            "{\"error\": \"invalid_grant\", \"error_description\": \"no client credentials user enabled\"}"));
    connection("client_secret: \"${env:SECRET}\"", "");
    Typed tested = typed("s3cret", "test", "org");
    assertThat(tested.exit()).isEqualTo(5);
    assertThat(tested.out() + tested.err())
        .contains("no client credentials user enabled")
        .doesNotContain("s3cret");
  }

  @Test
  void aPersonLogsIn() throws IOException {
    try (OAuthServer login = new OAuthServer(InstantSource.system())) {
      String url = login.url("/").toString();
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            org:
              type: salesforce
              api: {base_url: "%1$s"}
              auth: {method: oauth2, login_url: "%1$s", token_url: "%1$stoken", authorize_url: "%1$sauthorize",
                client_id: navette, client_secret: "${env:SECRET}"}
          """
              .formatted(url));
      assertThat(typed(OAuthServer.CLIENT_SECRET, "connect", "keystore", "init").exit()).isZero();
      Typed logged = typed(OAuthServer.CLIENT_SECRET, "connect", "login", "org");
      assertThat(logged.exit()).as(logged.err()).isZero();
      assertThat(logged.err()).contains("scope=api%20refresh_token", "code_challenge_method=S256");
      Typed tested = typed(OAuthServer.CLIENT_SECRET, "test", "org");
      assertThat(tested.exit()).as(tested.out() + tested.err()).isZero();
      login.revokeAccess();
      tested = typed(OAuthServer.CLIENT_SECRET, "test", "org");
      assertThat(tested.exit()).as(tested.out() + tested.err()).isZero();
      assertThat(login.lastFields()).containsEntry("grant_type", "refresh_token");
    }
  }

  @Test
  void spentRequestsEndWithSeven() throws IOException {
    replies.put(
        DATA + "query",
        LocalServer.json(
            403,
            "[{\"message\": \"TotalRequests Limit exceeded.\", \"errorCode\": \"REQUEST_LIMIT_EXCEEDED\"}]",
            "Sforce-Limit-Info",
            "api-usage=15000/15000"));
    accounts("");
    Typed run = typed("s3cret", "sync");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err()).contains("api-usage=15000/15000 in the last 24 hours");
  }

  /** A place among the pages is good for some days only; what was read is not asked for again. */
  @Test
  void aForgottenPlaceAmongThePagesIsGoneOnFromByTime() throws IOException {
    replies.put(
        DATA + "query",
        exchange -> {
          String query = query(server.seen(exchange));
          boolean first = query.contains("SystemModstamp >= 1999-01-01T00:00:00.000Z");
          LocalServer.body(
                  first
                      ? page(false, "001A", "2026-01-01T08:00:00.000+0000")
                      : page(true, "001B", "2026-01-02T08:00:00.000+0000"))
              .answer(exchange);
        });
    replies.put(
        DATA + "query/01g-2000",
        LocalServer.json(
            400,
            "[{\"message\": \"invalid query locator\", \"errorCode\": \"INVALID_QUERY_LOCATOR\"}]"));
    accounts("");
    Typed run = typed("s3cret", "sync");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("2 rows read, 2 created");
    assertThat(query(server.seen().getLast()))
        .contains("SystemModstamp >= 2026-01-01T08:00:00.000Z AND");
  }

  private static String page(boolean done, String id, String stamp) {
    return """
    {"totalSize": 2, "done": %s, %s "records": [{"attributes": {"type": "Account"}, "Id": "%s", "Name": "n", "SystemModstamp": "%s"}]}
    """
        .formatted(
            done, done ? "" : "\"nextRecordsUrl\": \"" + DATA + "query/01g-2000\",", id, stamp);
  }

  private static String query(LocalServer.Seen seen) {
    return URLDecoder.decode(seen.target(), StandardCharsets.UTF_8);
  }

  @Test
  void aResultThatWasCutShortIsNoResult() throws IOException {
    bulk("{\"id\": \"750\", \"state\": \"JobComplete\"}");
    replies.put(
        DATA + "jobs/query/750/results",
        LocalServer.body(
            "\"Id\",\"Name\",\"SystemModstamp\"\n\"001A\",\"n\",\"2026-01-01T08:00:00.000Z\"\n",
            "Content-Type",
            "text/csv",
            "Sforce-Locator",
            "null",
            "Sforce-NumberOfRecords",
            "2"));
    Typed run = typed("s3cret", "sync");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains("Account: a result ended after 1 of 2 records");
  }

  @Test
  void aJobThatFailsSaysWhy() throws IOException {
    bulk("{\"id\": \"750\", \"state\": \"Failed\", \"errorMessage\": \"InvalidBatch : no\"}");
    Typed run = typed("s3cret", "sync");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains("the API's job failed (InvalidBatch : no) in 3 attempts");
  }

  /** One job a month, each asked for its own part of the time. */
  @Test
  void aLargeObjectIsReadInPartsOfTime() throws IOException {
    bulk("{\"id\": \"750\", \"state\": \"JobComplete\"}");
    replies.put(
        DATA + "jobs/query/750/results",
        LocalServer.body(
            "\"Id\",\"Name\",\"SystemModstamp\"\n",
            "Content-Type",
            "text/csv",
            "Sforce-NumberOfRecords",
            "0"));
    LocalDate begin = LocalDate.now(ZoneOffset.UTC).minusDays(45);
    accounts(
        "bulk_objects: [\"*\"], bulk_window_days: 30, start_date: \"" + begin + "T00:00:00Z\"");
    Typed run = typed("s3cret", "sync");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> jobs =
        server.seen().stream()
            .filter(seen -> seen.method().equals("POST") && seen.target().endsWith("jobs/query"))
            .map(LocalServer.Seen::body)
            .toList();
    assertThat(jobs).hasSize(2);
    assertThat(jobs.getFirst())
        .contains(">= " + begin + "T", "<= " + begin.plusDays(30) + "T")
        .doesNotContain("ORDER BY");
    assertThat(jobs.getLast()).contains(">= " + begin.plusDays(30) + "T");
  }

  /** A job takes one file, and does nothing before it is closed. */
  @Test
  void anUploadThatWasLostGoesIntoANewJob() throws IOException {
    AtomicInteger jobs = new AtomicInteger();
    String ingest = DATA + "jobs/ingest";
    replies.put(
        ingest,
        exchange ->
            LocalServer.body(
                    "{\"id\": \"j%d\", \"state\": \"Open\"}".formatted(jobs.incrementAndGet()))
                .answer(exchange));
    // Neither upload nor closing are answered at first, though both arrived.
    replies.put(ingest + "/j1/batches", exchange -> {});
    replies.put(ingest + "/j2/batches", LocalServer.status(201));
    replies.put(
        ingest + "/j2",
        exchange -> {
          if (exchange.getRequestMethod().equals("GET")) {
            LocalServer.body("{\"id\": \"j2\", \"state\": \"JobComplete\"}").answer(exchange);
          }
        });
    replies.put(
        ingest + "/j2/successfulResults",
        LocalServer.body("\"sf__Id\",\"sf__Created\",\"Ext__c\"\n\"001A\",\"true\",\"E-1\"\n"));
    replies.put(ingest + "/j2/failedResults", LocalServer.body(""));
    replies.put(ingest + "/j2/unprocessedrecords", LocalServer.body(""));
    connection("client_secret: \"${env:SECRET}\"", "");
    Files.writeString(folder.resolve("rows.csv"), "Ext__c\nE-1\n");
    Files.writeString(
        folder.resolve("jobs.yaml"),
        """
        connections: {files: {type: csv, path: .}}
        jobs:
          accounts:
            from: files
            to: org
            streams:
              rows.csv: {into: Account, mode: upsert, key: [Ext__c], target_options: {operation: bulk_upsert}}
        """);
    Typed run = typed("s3cret", "sync");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("1 row read, 1 created");
    assertThat(
            server.seen().stream()
                .filter(seen -> !seen.method().equals("GET") && seen.target().contains("jobs"))
                .map(seen -> seen.method() + seen.target().substring(ingest.length())))
        .containsExactly("POST", "PUT/j1/batches", "POST", "PUT/j2/batches", "PATCH/j2");
  }

  private void bulk(String status) throws IOException {
    replies.put(
        DATA + "jobs/query", LocalServer.body("{\"id\": \"750\", \"state\": \"UploadComplete\"}"));
    replies.put(DATA + "jobs/query/750", LocalServer.body(status));
    accounts("bulk_objects: [Account]");
  }

  private void accounts(String api) throws IOException {
    connection("client_secret: \"${env:SECRET}\"", api);
    Files.writeString(
        folder.resolve("jobs.yaml"),
        """
        connections: {lake: {type: sqlite, path: lake.db}}
        jobs:
          accounts: {from: org, to: lake, streams: {Account: {mode: upsert, cursor: [SystemModstamp]}}}
        """);
  }

  private void connection(String auth, String api) throws IOException {
    Files.writeString(
        folder.resolve("org.yaml"),
        """
        type: salesforce
        auth: {login_url: "%s", client_id: me, %s}
        api: {objects: [Account]%s}
        rate_limit: {max_requests_per_minute: 6000}
        connection: {max_retries: 0}
        """
            .formatted(server.url(""), auth, api.isEmpty() ? "" : ", " + api));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      form.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private Typed typed(String secret, String... command) throws IOException {
    return Typed.in(
        folder,
        Map.of(
            "NAVETTE_CONFIG",
            ".",
            "NAVETTE_PASSPHRASE",
            "correct horse",
            "BROWSER",
            TestBrowser.in(folder),
            "SECRET",
            secret),
        "",
        command);
  }
}
