package io.navette.connector.databricks;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.Alternatives.Way;
import io.navette.connector.ApiContext;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.warehouse.WarehouseConnector;
import java.util.List;
import java.util.Map;

/** Reads and writes tables of a Databricks SQL warehouse. */
public final class DatabricksConnector extends WarehouseConnector {
  private final ApiContext context;
  private final Map<String, String> environment;

  /**
   * @param environment of the process, which may say where and hold the token
   */
  public DatabricksConnector(ApiContext context, Map<String, String> environment) {
    this.context = context;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "databricks";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "Databricks",
            "Tables, views and queries of a SQL warehouse, written by MERGE.",
            Family.WAREHOUSE,
            SignIn.TOKEN,
            SignIn.OAUTH)
        .withIncremental()
        .withNeeds("a Databricks workspace with a SQL warehouse");
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        located("host", Access.HOST, "The workspace's host: dbc-1234.cloud.databricks.com."),
        located("http_path", Access.HTTP_PATH, "The warehouse's: /sql/1.0/warehouses/abc123."),
        Setting.required("catalog", Kind.TEXT, "The catalog of all names."),
        Setting.required("schema", Kind.TEXT, "The schema of names without one."),
        Setting.optional(
            "token",
            Kind.SECRET,
            "A personal access token; else " + Access.TOKEN + " of the environment."),
        Setting.optional("client_id", Kind.TEXT, "A service principal's, in place of a token."),
        Setting.optional("client_secret", Kind.SECRET, "The service principal's OAuth secret."),
        Setting.optional(
            "volume",
            Kind.TEXT,
            "A folder of a volume (/Volumes/main/etl/navette) that rows are loaded by; without one"
                + " they travel in statements, which is slow beyond some thousands."),
        Setting.withDefault(
            "concurrency", Kind.INTEGER, "3", "Files of a result that are fetched at once."),
        requestsPerMinute(),
        Setting.withDefault(
            "connection.timeout", Kind.DURATION, "90s", "How long an answer takes."),
        Setting.withDefault(
            "connection.max_retries", Kind.INTEGER, "5", "How often a request is tried again."),
        Setting.withDefault(
            "connection.retry_delay",
            Kind.DURATION,
            "1s",
            "The first wait; each next one is twice it."));
  }

  /** Asked for where the environment does not say it. */
  private Setting located(String name, String variable, String description) {
    String text = description + " Else " + variable + " of the environment.";
    return environment.containsKey(variable)
        ? Setting.optional(name, Kind.TEXT, text)
        : Setting.required(name, Kind.TEXT, text);
  }

  @Override
  public List<Alternatives> alternatives() {
    Alternatives all =
        new Alternatives(
            "Sign in by",
            List.of(
                Way.of("token", "a personal access token", "token"),
                Way.of("principal", "a service principal", "client_id", "client_secret"),
                Way.of("environment", "the token in " + Access.TOKEN)));
    return List.of(environment.containsKey(Access.TOKEN) ? all.preferring("environment") : all);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the warehouse
  protected Databricks open(Settings settings) {
    Access access = new Access(settings, environment, context);
    Workspace workspace = access.workspace();
    Statements statements =
        new Statements(access.open(), access.root(), workspace, context.sleeper());
    return new Databricks(
        statements, workspace, Math.toIntExact(settings.integer("concurrency").orElse(3L)));
  }
}
