package io.navette.cli;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.sync.Endpoint;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the ends of a transfer: {@code CONNECTION:STREAM}, a file by its extension ({@code
 * prices.xlsx:Sheet} for one sheet), or {@code -}.
 */
final class Ends {
  private static final Pattern FILE =
      Pattern.compile(
          "(?<path>.*\\.(?<kind>csv|tsv|txt|jsonl|ndjson|xlsx|xlsm)(\\.gz)?)(:(?<part>.+))?",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_SHEET = 31;

  private final Session session;
  private final Optional<String> format;

  Ends(Session session, Optional<String> format) {
    this.session = session;
    this.format = format;
  }

  /** Where rows come from. */
  End source(String text) {
    return end(text, "");
  }

  /** Where rows go; a workbook's sheet is called as the source's stream unless it is named. */
  End target(String text, End source) {
    return end(text, source.stream());
  }

  private End end(String text, String sheet) {
    if (text.equals("-")) {
      return standard();
    }
    Matcher file = FILE.matcher(text);
    boolean named = text.matches("[^./:]+:.*");
    if (file.matches() && !named) {
      return file(file, sheet);
    }
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new Failure.Usage(
          "\"" + text + "\" is neither CONNECTION:STREAM nor a .csv, .jsonl or .xlsx file",
          "list the connections: navette connect list");
    }
    return new End(
        session.workspace().endpoint(text.substring(0, colon)), text.substring(colon + 1));
  }

  private End standard() {
    String type =
        format
            .filter(name -> name.equals("csv") || name.equals("jsonl"))
            .orElseThrow(() -> new Failure.Usage("- needs a format", "--format csv or jsonl"));
    return new End(endpoint(type, "-", Map.of("path", Path.of("-"), "infer", true)), "-");
  }

  private End file(Matcher file, String sheet) {
    Path path = session.surroundings().folder().resolve(file.group("path"));
    String kind = file.group("kind").toLowerCase(Locale.ROOT);
    String name = String.valueOf(path.getFileName());
    Optional<String> part = Optional.ofNullable(file.group("part"));
    return switch (kind) {
      case "jsonl", "ndjson" -> new End(endpoint("jsonl", name, Map.of("path", path)), name);
      case "xlsx", "xlsm" ->
          new End(
              endpoint("excel", name, Map.of("path", path)),
              part.orElse(sheet.isEmpty() ? name : sheetName(sheet)));
      default ->
          new End(
              endpoint(
                  "csv",
                  name,
                  Map.of(
                      "path", path, "infer", true, "delimiter", kind.equals("tsv") ? "tab" : ",")),
              name);
    };
  }

  private static String sheetName(String stream) {
    String allowed = stream.replaceAll("[:\\\\/?*\\[\\]]", " ").strip();
    return allowed.substring(0, Math.min(LONGEST_SHEET, allowed.length()));
  }

  private Endpoint endpoint(String type, String name, Map<String, Object> settings) {
    return new Endpoint(session.catalog().find(type).orElseThrow(), new Settings(name, settings));
  }
}
