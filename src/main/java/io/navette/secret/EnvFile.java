package io.navette.secret;

import io.navette.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dotenv files: {@code NAME=value} lines, {@code export}, {@code #} comments, single quotes
 * (taken literally), double quotes (with escapes, over several lines). Nothing is expanded.
 */
final class EnvFile {
  private static final Pattern START =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*");

  private final String origin;
  private final String text;
  private final Map<String, Secret> values = new LinkedHashMap<>();
  private int at;

  private EnvFile(String origin, String text) {
    this.origin = origin;
    this.text = text.replace("\r\n", "\n");
  }

  /** The values in the file's order; of a name given twice the last. */
  static Map<String, Secret> parse(String origin, String text) {
    EnvFile file = new EnvFile(origin, text.startsWith("\uFEFF") ? text.substring(1) : text);
    while (file.at < file.text.length()) {
      file.line();
    }
    return file.values;
  }

  private void line() {
    int end = lineEnd();
    String line = text.substring(at, end).strip();
    if (line.isEmpty() || line.startsWith("#")) {
      at = end + 1;
      return;
    }
    Matcher start = START.matcher(text).region(at, text.length());
    if (!start.lookingAt()) {
      throw problem("is not NAME=value");
    }
    at = start.end();
    values.put(start.group(1), new Secret(value()));
  }

  private String value() {
    char first = at < text.length() ? text.charAt(at) : '\n';
    return first == '"' || first == '\'' ? quoted(first) : bare();
  }

  private String bare() {
    int end = lineEnd();
    String value = text.substring(at, end);
    at = end + 1;
    Matcher comment = Pattern.compile("(^|[ \\t])#").matcher(value);
    return (comment.find() ? value.substring(0, comment.start()) : value).strip();
  }

  private String quoted(char quote) {
    StringBuilder value = new StringBuilder();
    int next = at + 1;
    while (next < text.length() && text.charAt(next) != quote) {
      char letter = text.charAt(next++);
      boolean escape = letter == '\\' && quote == '"' && next < text.length();
      value.append(escape ? escaped(text.charAt(next++)) : String.valueOf(letter));
    }
    if (next >= text.length()) {
      throw problem("opens a quote that is never closed");
    }
    at = next + 1;
    endQuoted();
    return value.toString();
  }

  private void endQuoted() {
    int end = lineEnd();
    String rest = text.substring(at, end).strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      throw problem("goes on after the closing quote");
    }
    at = end + 1;
  }

  private static String escaped(char letter) {
    return switch (letter) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$', '`' -> String.valueOf(letter);
      case '\n' -> "";
      default -> "\\" + letter;
    };
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private Failure problem(String what) {
    long line = text.substring(0, Math.min(at, text.length())).lines().count();
    boolean starts = at == 0 || text.charAt(at - 1) == '\n';
    return new Failure.Configuration(
        origin + ":" + (starts ? line + 1 : line) + ": the line " + what,
        "write NAME=value, and values with spaces or # in quotes");
  }
}
