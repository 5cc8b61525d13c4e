package io.navette.config;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the history is kept when not in the usual SQLite file: a PostgreSQL. */
public final class HistoryConfig {
  static final List<Setting> SETTINGS =
      List.of(
          Setting.choice("type", "postgres", List.of("postgres"), "The kind of store."),
          Setting.required("host", Setting.Kind.TEXT, "The server."),
          Setting.withDefault("port", Setting.Kind.INTEGER, "5432", "The port."),
          Setting.required("database", Setting.Kind.TEXT, "The database."),
          Setting.required("user", Setting.Kind.TEXT, "The user."),
          Setting.optional("password", Setting.Kind.SECRET, "The password."),
          Setting.withDefault("schema", Setting.Kind.TEXT, "navette", "The schema."));

  private final SettingValues values;

  HistoryConfig(Map<String, SettingValue> written, Path folder) {
    this.values = new SettingValues(SETTINGS, written, folder);
  }

  /** host, port, database, user, password, schema. */
  public Settings settings(References references) {
    return values.resolve("history", references);
  }
}
