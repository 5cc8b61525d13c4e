package io.navette.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ResourceBundle;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What libraries log: errors only, on stderr. Java's own logging makes one when a library first
 * logs.
 */
public final class LibraryLog {
  /** The libraries that log by SLF4J; it asks every library for a provider otherwise. */
  private static final String PROVIDER = "org.slf4j.jul.JULServiceProvider";

  private static final String SETTINGS =
      """
      handlers = java.util.logging.ConsoleHandler
      .level = SEVERE
      java.util.logging.ConsoleHandler.level = SEVERE
      java.util.logging.ConsoleHandler.formatter = %s
      """
          .formatted(Line.class.getName());

  /**
   * For Java's logging, which calls this under its own lock.
   *
   * @throws IOException never: the settings are in memory
   */
  public LibraryLog() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Before any library logs; settings of the command line stand. */
  public static void install() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty("java.util.logging.config.class", LibraryLog.class.getName());
    }
    System.setProperty("slf4j.provider", PROVIDER);
    // It would tell on stderr that it has been told.
    System.setProperty("slf4j.internal.verbosity", "WARN");
  }

  /**
   * Loggers of the kind the JDK itself asks for, at a failure's exit among others. Java looks for
   * such a finder in all libraries before anything is logged in any way; it stands in the first.
   */
  public static final class Finder extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
      return new Bridge(Logger.getLogger(name));
    }
  }

  private record Bridge(Logger target) implements System.Logger {
    @Override
    public String getName() {
      return target.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
      return target.isLoggable(java(level));
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
      target.log(java(level), message, thrown);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        String format,
        @Nullable Object... parameters) {
      target.log(java(level), format, parameters);
    }

    private static java.util.logging.Level java(Level level) {
      return switch (level) {
        case ALL -> java.util.logging.Level.ALL;
        case TRACE -> java.util.logging.Level.FINER;
        case DEBUG -> java.util.logging.Level.FINE;
        case INFO -> java.util.logging.Level.INFO;
        case WARNING -> java.util.logging.Level.WARNING;
        case ERROR -> java.util.logging.Level.SEVERE;
        case OFF -> java.util.logging.Level.OFF;
      };
    }
  }

  /** {@code Class: message}, and below it where it was thrown. */
  public static final class Line extends Formatter {
    @Override
    public String format(LogRecord entry) {
      String logger = String.valueOf(entry.getLoggerName());
      StringWriter lines = new StringWriter();
      lines.write(logger.substring(logger.lastIndexOf('.') + 1));
      lines.write(": " + formatMessage(entry) + System.lineSeparator());
      if (entry.getThrown() != null) {
        entry.getThrown().printStackTrace(new PrintWriter(lines, true));
      }
      return lines.toString();
    }
  }
}
