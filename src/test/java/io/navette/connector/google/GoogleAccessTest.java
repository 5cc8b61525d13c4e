package io.navette.connector.google;

import static io.navette.testing.google.GoogleConnection.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Settings;
import io.navette.connector.google.sheets.SheetsConnector;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import io.navette.secret.Secret;
import io.navette.testing.google.Exchange.Reply;
import io.navette.testing.google.FakeSpreadsheet;
import io.navette.testing.google.GoogleConnection;
import io.navette.testing.google.GoogleServer;
import io.navette.testing.google.ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who we are to Google, and what its refusals mean; shown with Sheets. */
final class GoogleAccessTest {
  @TempDir Path folder = Path.of("unset");

  private final Surroundings around = new Surroundings();
  private final FakeSpreadsheet book = new FakeSpreadsheet().sheet("Sales", row("id"), row(1));
  private final Map<String, String> environment = new HashMap<>();

  @SuppressWarnings("NullAway.Init")
  private GoogleServer server;

  @BeforeEach
  void start() throws IOException {
    server = new GoogleServer(book);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String check(Map<String, Object> more) {
    SheetsConnector connector = new SheetsConnector(GoogleConnection.context(around), environment);
    Map<String, Object> all = new HashMap<>(Map.of("spreadsheet", FakeSpreadsheet.ID));
    all.putAll(more);
    return connector.check(GoogleConnection.settings(connector, server, all));
  }

  /** Without a key among the settings. */
  private String checkByEnvironment() {
    SheetsConnector connector = new SheetsConnector(GoogleConnection.context(around), environment);
    Map<String, Object> values =
        new HashMap<>(
            GoogleConnection.settings(connector, server, Map.of("spreadsheet", FakeSpreadsheet.ID))
                .values());
    values.remove("credentials_json");
    return connector.check(new Settings("google", values));
  }

  @Test
  void aKeyIsAFileASecretOrInTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("key.json"), server.account().key());
    assertThat(check(Map.of())).startsWith("Budget");
    assertThat(check(Map.of("credentials_file", file))).startsWith("Budget");
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    assertThat(checkByEnvironment()).startsWith("Budget");
    environment.put("GOOGLE_SHEETS_CREDENTIALS", server.account().key());
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere");
    assertThat(checkByEnvironment()).startsWith("Budget");
    assertThat(server.account().scopes())
        .containsExactly("https://www.googleapis.com/auth/spreadsheets");
    environment.clear();
    assertThatThrownBy(this::checkByEnvironment)
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no service account's key");
    assertThatThrownBy(() -> check(Map.of("credentials_file", folder.resolve("none.json"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("none.json can't be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"authorized_user\",\"refresh_token\":\"1//secret-of-mine\"}|a person's key",
        "{\"installed\":{\"client_secret\":\"secret-of-mine\"}}|the file of an OAuth client",
        "{\"type\":\"external_account\"}|a key of the type external_account",
        "{\"api_key\":\"secret-of-mine\"}|a key without a type",
        "secret-of-mine|no JSON object",
        "{\"type\":\"service_account\",\"client_email\":\"a@b\"}|has no private_key"
      })
  void aKeyOfTheWrongKindIsNamed(String key, String problem) {
    assertThatThrownBy(() -> check(Map.of("credentials_json", new Secret(key))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret-of-mine");
  }

  @Test
  void aBrokenKeyIsNotQuoted() {
    String start = "BEGIN PRIVATE KEY-----\\n";
    String broken = server.account().key().replace(start, start + "AAAA");
    assertThatThrownBy(() -> check(Map.of("credentials_json", new Secret(broken))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("private_key or token_uri can't be used")
        .hasNoCause();
  }

  @Test
  void aRevokedKeyNamesItsAccount() {
    server.revoke();
    assertThatThrownBy(() -> check(Map.of()))
        .isInstanceOfSatisfying(
            Failure.Access.class,
            refused -> {
              assertThat(refused).hasMessageContaining(ServiceAccount.EMAIL);
              assertThat(refused).hasMessageContaining("invalid_grant");
              assertThat(refused.remedy()).contains("make a new key");
            });
  }

  @Test
  void anAdministratorMayLetItActForAPerson() {
    check(Map.of("auth.subject", "ada@example.com"));
    assertThat(server.account().subject()).contains("ada@example.com");
  }

  @Test
  void aTokenThatExpiredIsRenewedOnce() {
    SheetsConnector connector = new SheetsConnector(GoogleConnection.context(around), environment);
    Settings settings =
        GoogleConnection.settings(connector, server, Map.of("spreadsheet", FakeSpreadsheet.ID));
    try (var source = connector.openSource(settings)) {
      source.streamNames();
      server.expire();
      assertThat(source.streamNames()).containsExactly("Sales");
    }
    assertThat(server.tokens()).isEqualTo(2);
  }

  @Test
  void aSheetThatIsNotSharedTellsWithWhomToShareIt() {
    server.refuse(
        "spreadsheets",
        Reply.error(403, "PERMISSION_DENIED", "forbidden", "The caller does not have permission"));
    assertThatThrownBy(() -> check(Map.of()))
        .isInstanceOfSatisfying(
            Failure.Access.class,
            refused -> {
              assertThat(refused).hasMessageContaining("The caller does not have permission");
              assertThat(refused.remedy()).contains("share it with " + ServiceAccount.EMAIL);
            });
    assertThatThrownBy(() -> check(Map.of("spreadsheet", "1another")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("not shared with " + ServiceAccount.EMAIL);
  }

  @Test
  void anApiThatIsNotEnabledTellsWhereItIs() {
    Map<String, Object> detail =
        Map.of(
            "reason",
            "SERVICE_DISABLED",
            "metadata",
            Map.of("activationUrl", "https://console.developers.google.com/apis/x?project=1"));
    Map<String, Object> error =
        Map.of(
            "code",
            403,
            "status",
            "PERMISSION_DENIED",
            "message",
            "Google Sheets API has not" + " been used in project 1",
            "details",
            List.of(detail));
    server.refuse("spreadsheets", Reply.json(403, Map.of("error", error)));
    assertThatThrownBy(() -> check(Map.of()))
        .isInstanceOfSatisfying(
            Failure.Access.class,
            refused -> {
              assertThat(refused).hasMessageContaining("the API is not enabled");
              assertThat(refused.remedy())
                  .contains("https://console.developers.google.com/apis/x?project=1");
            });
  }

  @Test
  void anExcelFileIsNoGoogleSheet() {
    server.refuse(
        "spreadsheets",
        Reply.error(
            400,
            "FAILED_PRECONDITION",
            "failedPrecondition",
            "This operation is not supported for this document"));
    assertThatThrownBy(() -> check(Map.of()))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            refused -> assertThat(refused.remedy()).contains("google-drive"));
  }

  @Test
  void whatIsTooFastIsAskedAgainAfterAWait() {
    server.refuse(
        "spreadsheets",
        Reply.error(429, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED", "Quota exceeded"));
    server.refuse(
        "spreadsheets", Reply.error(403, "", "userRateLimitExceeded", "User Rate Limit Exceeded"));
    server.refuse("spreadsheets", Reply.error(503, "UNAVAILABLE", "backendError", "later"));
    assertThat(check(Map.of())).startsWith("Budget");
    assertThat(around.sleeps()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aQuotaThatStaysSpentEndsTheRun() {
    for (int i = 0; i < 9; i++) {
      server.refuse(
          "spreadsheets",
          Reply.error(429, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED", "Quota exceeded"));
    }
    assertThatThrownBy(() -> check(Map.of())).isInstanceOf(Failure.Quota.class);
    // Longer than the minute after which the quota is full again.
    assertThat(around.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
        .isGreaterThan(Duration.ofMinutes(1));
  }

  @Test
  void aQuotaOfTheDayIsNotWaitedForAndTellsWhenItIsBack() {
    server.refuse("spreadsheets", Reply.error(403, "", "dailyLimitExceeded", "Daily Limit"));
    assertThatThrownBy(() -> check(Map.of()))
        .isInstanceOf(Failure.Quota.class)
        .hasMessageContaining("the quota is spent until 2026-03-02T08:00:00Z");
    assertThat(around.sleeps()).isEmpty();
  }
}
