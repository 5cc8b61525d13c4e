package io.navette.testing.warehouse;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A warehouse's SQL in H2's words: names, literals and types. */
final class Translation {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("INT64", "BIGINT"),
          Map.entry("FLOAT64", "DOUBLE PRECISION"),
          Map.entry("BOOL", "BOOLEAN"),
          Map.entry("STRING", "VARCHAR"),
          Map.entry("JSON", "VARCHAR"),
          Map.entry("BYTES", "VARBINARY"),
          Map.entry("BINARY", "VARBINARY"),
          Map.entry("DATETIME", "TIMESTAMP(6)"),
          Map.entry("TIMESTAMP_NTZ", "TIMESTAMP(6)"),
          Map.entry("TIMESTAMP", "TIMESTAMP(6) WITH TIME ZONE"),
          Map.entry("TIME", "TIME(6)"),
          Map.entry("DOUBLE", "DOUBLE PRECISION"));

  /** Without digits of their own. */
  private static final Map<String, String> BARE =
      Map.of("NUMERIC", "DECIMAL(38, 9)", "BIGNUMERIC", "DECIMAL(77, 38)");

  private static final Pattern CATALOG =
      Pattern.compile("\"[^\"]*\"\\.(?=\"(?:[^\"]|\"\")*\"\\.\")");

  private final String sql;
  private final StringBuilder h2 = new StringBuilder();
  private int at;

  private Translation(String sql) {
    this.sql = sql;
  }

  /** The statement for H2; a name of three parts loses its first. */
  static String of(String sql) {
    String translated = new Translation(sql).run();
    return CATALOG
        .matcher(translated)
        .replaceAll("")
        .replace("CURRENT_TIMESTAMP()", "CURRENT_TIMESTAMP(6)");
  }

  private String run() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        literal();
      } else if (c == '`') {
        name();
      } else if (Character.isLetter(c) || c == '_') {
        word();
      } else {
        h2.append(c);
        at++;
      }
    }
    return h2.toString();
  }

  private void literal() {
    h2.append('\'');
    for (at++; sql.charAt(at) != '\''; at++) {
      char c = sql.charAt(at);
      if (c == '\\') {
        at++;
        c = escaped(sql.charAt(at));
      }
      h2.append(c == '\'' ? "''" : String.valueOf(c));
    }
    at++;
    h2.append('\'');
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private void name() {
    h2.append('"');
    for (at++; sql.charAt(at) != '`' || doubled(); at++) {
      if (sql.charAt(at) == '\\' || sql.charAt(at) == '`') {
        at++;
      }
      char c = sql.charAt(at);
      h2.append(c == '"' ? "\"\"" : String.valueOf(c));
    }
    at++;
    h2.append('"');
  }

  private boolean doubled() {
    return at + 1 < sql.length() && sql.charAt(at + 1) == '`';
  }

  private void word() {
    int start = at;
    while (at < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
      at++;
    }
    String word = sql.substring(start, at);
    String upper = word.toUpperCase(Locale.ROOT);
    boolean digits = at < sql.length() && sql.charAt(at) == '(';
    boolean bare = BARE.containsKey(upper);
    if (bare) {
      h2.append(digits ? "DECIMAL" : BARE.get(upper));
    } else {
      h2.append(word.equals(upper) ? WORDS.getOrDefault(upper, word) : word);
    }
  }
}
