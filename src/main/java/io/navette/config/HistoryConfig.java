package io.navette.config;

import io.navette.connector.Settings;

/** Where the history is kept when not in the usual SQLite file: a PostgreSQL. */
public final class HistoryConfig {
  private final SettingValues values;

  HistoryConfig(SettingValues values) {
    this.values = values;
  }

  /** host, port, database, user, password, schema. */
  public Settings settings(References references) {
    return values.resolve("history", references);
  }
}
