package io.navette.connector.google.bigquery;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.ApiContext;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.LoginConnector;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.Source;
import io.navette.connector.google.GoogleAccess;
import io.navette.connector.google.GoogleApi;
import io.navette.connector.google.GooglePerson;
import io.navette.connector.warehouse.WarehouseConnector;
import io.navette.failure.Failure;
import io.navette.http.auth.Login;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads tables, views and queries of BigQuery, and writes its tables. */
public final class BigQueryConnector extends WarehouseConnector implements LoginConnector {
  static final String READ = "read";
  private static final String MOST_BYTES = "maximum_bytes_billed";
  private static final String RATE = "rate_limit.max_requests_per_minute";

  private final ApiContext context;
  private final GoogleAccess access;

  /**
   * @param environment of the process, which may hold the key
   */
  public BigQueryConnector(ApiContext context, Map<String, String> environment) {
    this.context = context;
    this.access =
        new GoogleAccess(
            "https://bigquery.googleapis.com",
            List.of("https://www.googleapis.com/auth/bigquery"),
            List.of("GOOGLE_BIGQUERY_CREDENTIALS_JSON", "GOOGLE_APPLICATION_CREDENTIALS"),
            environment,
            0);
  }

  @Override
  public String name() {
    return "bigquery";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "BigQuery",
            "Tables, views and queries, written by load jobs and MERGE.",
            Family.WAREHOUSE,
            SignIn.SERVICE_ACCOUNT,
            SignIn.OAUTH)
        .withIncremental()
        .withNeeds("a Google Cloud project with BigQuery");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(
        Setting.required(
            "project", Kind.TEXT, "The project that runs the jobs and pays for them."));
    settings.add(Setting.required("dataset", Kind.TEXT, "The dataset of names without one."));
    settings.add(
        Setting.optional("data_project", Kind.TEXT, "The project of the dataset, if another."));
    settings.add(
        Setting.optional(
            "location", Kind.TEXT, "Where jobs run (europe-west9); the dataset's unless set."));
    settings.add(
        Setting.optional(
            MOST_BYTES,
            Kind.INTEGER,
            "A query that would be billed for more bytes fails instead."));
    settings.add(requestsPerMinute());
    settings.add(
        Setting.withDefault(
            "quota_zone",
            Kind.TEXT,
            "America/Los_Angeles",
            "The time zone in which the project's quotas of a day begin at midnight."));
    access.settings().stream()
        .filter(setting -> !setting.name().equals(RATE))
        .forEach(settings::add);
    return List.copyOf(settings);
  }

  @Override
  public List<Alternatives> alternatives() {
    return access.alternatives();
  }

  @Override
  public List<Setting> streamOptions() {
    List<Setting> options = new ArrayList<>(super.streamOptions());
    options.add(
        Setting.choice(
            READ,
            "auto",
            List.of("auto", "query"),
            "auto reads whole tables without a query, which bills nothing; query always asks."));
    return List.copyOf(options);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the source
  public Source openSource(Settings settings) {
    return new BigQuerySource(open(settings));
  }

  @Override
  @MustBeClosed
  public Login openLogin(Settings settings) {
    return GooglePerson.login(settings, access, context);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the warehouse
  protected BigQuery open(Settings settings) {
    String connection = settings.connection();
    String project = settings.text("project").orElse("");
    Place place =
        new Place(
            connection,
            project,
            settings.text("data_project").orElse(project),
            settings.text("dataset").orElse(""));
    Reasons reasons = new Reasons(connection, context.clock(), zone(settings));
    Map<String, Object> values = new HashMap<>(settings.values());
    values.put(RATE, settings.integer("requests_per_minute").orElse(0L));
    GoogleApi google = GoogleApi.open(new Settings(connection, values), access, context);
    Api api = new Api(google, reasons);
    Location location = new Location(api, place, settings.text("location"));
    Jobs jobs = new Jobs(api, project, location, context.sleeper());
    return new BigQuery(api, place, jobs, context.clock(), settings.integer(MOST_BYTES));
  }

  private static ZoneId zone(Settings settings) {
    String zone = settings.text("quota_zone").orElse("America/Los_Angeles");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new Failure.Configuration(
          settings.connection() + ": quota_zone is no time zone: " + zone,
          "write it as America/Los_Angeles",
          e);
    }
  }
}
