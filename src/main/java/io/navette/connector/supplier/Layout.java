package io.navette.connector.supplier;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns of a stream's files and where each stands there, as {@code columns.STREAM} says.
 *
 * @param declared by name, as it is written: a heading, a number, characters
 */
record Layout(String where, Format format, boolean header, Map<String, String> declared) {
  private static final Pattern CHARACTERS = Pattern.compile("([0-9]{1,6})-([0-9]{1,6})");

  /** How files are read. */
  enum Format {
    CSV,
    FIXED,
    JSON
  }

  /** The first and last character of a field, from 0, the last one excluded. */
  record Span(int from, int to) {}

  static Layout of(Settings settings, String stream) {
    Format format =
        switch (settings.text("files.format").orElse("csv")) {
          case "fixed" -> Format.FIXED;
          case "json" -> Format.JSON;
          default -> Format.CSV;
        };
    Map<String, String> declared = settings.map("columns." + stream);
    String where = "connection " + settings.connection() + ": columns." + stream;
    if (format == Format.FIXED && declared.isEmpty()) {
      throw new Failure.Configuration(
          where + " is missing", "say where each column stands: {sku: 1-13, label: 14-53}");
    }
    boolean header = !settings.has("files.header") || settings.flag("files.header");
    return new Layout(where, format, format == Format.CSV && header, declared);
  }

  boolean isDeclared() {
    return !declared.isEmpty();
  }

  List<String> names() {
    return List.copyOf(declared.keySet());
  }

  /** What the reader of files calls a column. */
  String source(String column) {
    String place = declared.get(column);
    if (place == null) {
      return column;
    }
    return switch (format) {
      case JSON -> place;
      case CSV -> header ? place : "column" + number(column, place);
      case FIXED -> "column" + (names().indexOf(column) + 1);
    };
  }

  /** The columns by what the reader calls them. */
  Map<String, String> bySource() {
    Map<String, String> names = new LinkedHashMap<>();
    declared.keySet().forEach(name -> names.put(source(name), name));
    return names;
  }

  private int number(String column, String place) {
    if (!place.matches("[1-9][0-9]{0,4}")) {
      throw wrong(column, place, "the field's number, from 1, as there is no header");
    }
    return Integer.parseInt(place);
  }

  /** Where the fields of fixed width stand. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    declared.forEach(
        (column, place) ->
            spans.add(span(place).orElseThrow(() -> wrong(column, place, "characters, as 1-13"))));
    return spans;
  }

  private static Optional<Span> span(String place) {
    Matcher matcher = CHARACTERS.matcher(place);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Span span =
        new Span(Integer.parseInt(matcher.group(1)) - 1, Integer.parseInt(matcher.group(2)));
    return Optional.of(span).filter(found -> found.from() >= 0 && found.to() > found.from());
  }

  private Failure wrong(String column, String place, String expected) {
    return new Failure.Configuration(
        where + "." + column + ": \"" + place + "\" is no place in a file", "write " + expected);
  }
}
