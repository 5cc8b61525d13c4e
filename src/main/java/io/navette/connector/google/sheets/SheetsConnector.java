package io.navette.connector.google.sheets;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.ApiContext;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.LoginConnector;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.google.GoogleAccess;
import io.navette.connector.google.GoogleApi;
import io.navette.connector.google.GooglePerson;
import io.navette.connector.google.sheets.SheetsClient.Overview;
import io.navette.http.auth.Login;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads and writes the sheets of a Google spreadsheet. Loads Google's client when first used. */
public final class SheetsConnector implements SourceConnector, SinkConnector, LoginConnector {
  private final ApiContext context;
  private final Map<String, String> environment;

  /**
   * @param environment where a key may be, under GOOGLE_SHEETS_CREDENTIALS or
   *     GOOGLE_APPLICATION_CREDENTIALS
   */
  public SheetsConnector(ApiContext context, Map<String, String> environment) {
    this.context = context;
    this.environment = environment;
  }

  /** One service account is one user: 60 reads and 60 writes a minute. */
  private GoogleAccess access() {
    return new GoogleAccess(
        "https://sheets.googleapis.com/",
        List.of("https://www.googleapis.com/auth/spreadsheets"),
        List.of("GOOGLE_SHEETS_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"),
        environment,
        60);
  }

  @Override
  public String name() {
    return "google-sheets";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "Google Sheets",
            "Spreadsheets on the web, a sheet per stream.",
            Family.FILE,
            SignIn.SERVICE_ACCOUNT,
            SignIn.OAUTH)
        .withNeeds("a Google Cloud project with the Google Sheets API enabled");
  }

  @Override
  public List<Setting> settings() {
    Setting spreadsheet =
        Setting.required(
            "spreadsheet",
            Setting.Kind.TEXT,
            "The spreadsheet's id, or its address as the browser shows it.");
    return Stream.concat(Stream.of(spreadsheet), access().settings().stream()).toList();
  }

  @Override
  public List<Alternatives> alternatives() {
    return access().alternatives();
  }

  @Override
  public List<Setting> streamOptions() {
    return TabOptions.SETTINGS;
  }

  @Override
  public Set<WriteMode> modes() {
    return Set.of(WriteMode.APPEND, WriteMode.UPSERT, WriteMode.REPLACE);
  }

  @Override
  public String check(Settings settings) {
    try (SheetsClient client = client(settings)) {
      Overview overview = client.overview();
      int sheets = overview.tabs().size();
      return overview.title() + ", " + sheets + (sheets == 1 ? " sheet" : " sheets");
    }
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    return new SheetsSource(client(settings));
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    return new SheetsSink(client(settings));
  }

  @Override
  @MustBeClosed
  public Login openLogin(Settings settings) {
    return GooglePerson.login(settings, access(), context);
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with the client
  private SheetsClient client(Settings settings) {
    return new SheetsClient(settings, GoogleApi.open(settings, access(), context));
  }
}
