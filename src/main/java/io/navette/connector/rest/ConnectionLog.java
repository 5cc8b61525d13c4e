package io.navette.connector.rest;

import io.navette.connector.Settings;
import io.navette.http.HttpLog;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;

/** Says what happens on one connection, as much and in the format that its settings ask for. */
final class ConnectionLog implements HttpLog {
  private final String connection;
  private final Level least;
  private final LineFormat format;
  private final InstantSource clock;
  private final Consumer<String> lines;

  private ConnectionLog(
      String connection,
      Level least,
      LineFormat format,
      InstantSource clock,
      Consumer<String> lines) {
    this.connection = connection;
    this.least = least;
    this.format = format;
    this.clock = clock;
    this.lines = lines;
  }

  /** The log of a connection with or without the settings {@code logging.*}. */
  static ConnectionLog of(Settings settings, InstantSource clock, Consumer<String> lines) {
    return new ConnectionLog(
        settings.connection(),
        level(settings.text("logging.level").orElse("WARNING")),
        new LineFormat(settings.text("logging.format").orElse("text")),
        clock,
        lines);
  }

  private static Level level(String name) {
    return name.equals("WARN") ? Level.WARNING : Level.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public boolean shows(Level level) {
    return level.compareTo(least) >= 0;
  }

  @Override
  public void write(Level level, String line) {
    if (shows(level)) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      lines.accept(format.line(now, level, connection, line));
    }
  }
}
