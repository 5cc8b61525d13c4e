package io.navette.mapping;

import io.navette.row.Schema;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes column names speakable in an expression: a name in backquotes may hold anything, and
 * becomes an identifier of its own before the expression is parsed.
 */
final class Names {
  private static final String QUOTED = "column__";

  private final Map<String, String> columns = new HashMap<>();
  private final String expression;

  private Names(String expression) {
    this.expression = expression;
  }

  /** Replaces every name in backquotes that stands outside a text in quotes. */
  static Names in(String source) {
    StringBuilder plain = new StringBuilder(source.length());
    Map<String, String> found = new HashMap<>();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      int end = at + 1;
      if (c == '\'' || c == '"' || c == '`') {
        end = closing(source, at, c);
      }
      if (c == '`') {
        String identifier = QUOTED + found.size();
        found.put(identifier, source.substring(at + 1, end - 1));
        plain.append(identifier);
      } else {
        plain.append(source, at, end);
      }
      at = end;
    }
    Names names = new Names(plain.toString());
    names.columns.putAll(found);
    return names;
  }

  private static int closing(String source, int open, char quote) {
    int at = open + 1;
    while (at < source.length() && source.charAt(at) != quote) {
      at += source.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    if (at >= source.length()) {
      throw new IllegalArgumentException("the quote " + quote + " is not closed");
    }
    return at + 1;
  }

  /** The expression in identifiers. */
  String expression() {
    return expression;
  }

  /** The column an identifier of the expression stands for. */
  String column(String identifier) {
    return columns.getOrDefault(identifier, identifier);
  }

  /** The position of the only column the expression is made of; -1 when it is more than a name. */
  int bareColumn(Schema schema) {
    return schema.find(column(expression.strip())).orElse(-1);
  }
}
