package io.navette.connector.rest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a log line is written: {@code text}, {@code json}, or a pattern as in Python's logging, whose
 * {@code asctime}, {@code levelname}, {@code name} and {@code message} are known.
 */
record LineFormat(String format) {
  private static final String TEXT = "%(asctime)s %(levelname)s %(message)s";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern FIELD = Pattern.compile("%\\((\\w+)\\)-?\\d*[sd]");

  String line(Instant at, Level level, String connection, String message) {
    return switch (format) {
      case "json" -> json(at, level, connection, message);
      case "text" -> filled(TEXT, at, level, connection, message);
      default -> filled(format, at, level, connection, message);
    };
  }

  private static String json(Instant at, Level level, String connection, String message) {
    return JSON.createObjectNode()
        .put("time", at.toString())
        .put("event", "log")
        .put("level", level.getName())
        .put("connection", connection)
        .put("message", message)
        .toString();
  }

  private static String filled(
      String pattern, Instant at, Level level, String connection, String message) {
    return FIELD
        .matcher(pattern)
        .replaceAll(
            field ->
                Matcher.quoteReplacement(
                    switch (field.group(1)) {
                      case "asctime" -> at.toString();
                      case "levelname" -> level.getName();
                      case "name" -> connection;
                      case "message" -> message;
                      default -> field.group();
                    }));
  }
}
