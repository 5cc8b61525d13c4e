package io.navette.config;

import io.navette.connector.Connector;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import java.util.List;

/** A connector with the nested settings of an API. */
public final class ApiConnector implements Connector {
  @Override
  public String name() {
    return "api";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of("API", "An API.", Family.API);
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("api.base_url", Setting.Kind.TEXT, "The address."),
        Setting.optional("api.version", Setting.Kind.TEXT, "The version."),
        Setting.optional("auth.method", Setting.Kind.TEXT, "How."),
        Setting.optional("auth.client_secret", Setting.Kind.SECRET, "The secret."),
        Setting.optional("auth.scopes", Setting.Kind.LIST, "The scopes."),
        Setting.withDefault("api.tables", Setting.Kind.LIST, "jobs, pay", "The tables."),
        Setting.withDefault("connection.timeout", Setting.Kind.DURATION, "30s", "How long."),
        Setting.optional("rate_limit.max_requests_per_minute", Setting.Kind.INTEGER, "How many."),
        Setting.choice("logging.level", "INFO", List.of("INFO", "DEBUG"), "How much."));
  }

  @Override
  public String check(Settings settings) {
    return "";
  }
}
