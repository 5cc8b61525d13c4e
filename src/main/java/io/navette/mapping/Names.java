package io.navette.mapping;

import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes column names speakable in an expression: a name in backquotes may hold anything, and
 * becomes an identifier of its own before the expression is parsed. So does a member of a JSON
 * column.
 */
final class Names {
  private static final String QUOTED = "column__";
  private static final Pattern IDENTIFIER =
      Pattern.compile("[\\p{javaJavaIdentifierStart}&&[^$]][\\p{javaJavaIdentifierPart}&&[^$]]*");
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(" + IDENTIFIER.pattern() + ")|\\[(?:(\\d{1,9})|'([^']*)'|\"([^\"]*)\")]");

  private final Map<String, String> columns = new HashMap<>();
  private final Map<String, JsonMember> members = new HashMap<>();
  private final StringBuilder plain = new StringBuilder();
  private final String source;
  private final Schema schema;
  private int at;

  private Names(String source, Schema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** Replaces every such name that stands outside a text in quotes. */
  static Names in(String source, Schema schema) {
    Names names = new Names(source, schema);
    while (names.at < source.length()) {
      names.next();
    }
    return names;
  }

  private void next() {
    char c = source.charAt(at);
    if (c == '`') {
      int end = closing(at, c);
      String column = source.substring(at + 1, end - 1);
      at = end;
      if (!member(column)) {
        String identifier = QUOTED + columns.size();
        columns.put(identifier, column);
        plain.append(identifier);
      }
    } else if (c == '\'' || c == '"') {
      int end = closing(at, c);
      plain.append(source, at, end);
      at = end;
    } else {
      word();
    }
  }

  /** A name of its own, or one character of anything else. */
  private void word() {
    Matcher word = IDENTIFIER.matcher(source).region(at, source.length());
    boolean part = at > 0 && source.charAt(at - 1) == '.';
    if (!word.lookingAt()) {
      plain.append(source.charAt(at));
      at++;
      return;
    }
    at = word.end();
    if (part || !member(word.group())) {
      plain.append(word.group());
    }
  }

  /** Takes the steps that follow the name of a JSON column; false where there are none. */
  private boolean member(String column) {
    int position = schema.find(column).orElse(-1);
    if (position < 0 || !schema.column(position).type().equals(ColumnType.JSON)) {
      return false;
    }
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(source).region(at, source.length());
    while (step.lookingAt()) {
      for (int group = 1; group <= step.groupCount(); group++) {
        Optional.ofNullable(step.group(group)).ifPresent(steps::add);
      }
      at = step.end();
      step.region(at, source.length());
    }
    if (!steps.isEmpty()) {
      String identifier = "member__" + members.size();
      members.put(identifier, new JsonMember(column, steps));
      plain.append(identifier);
    }
    return !steps.isEmpty();
  }

  private int closing(int open, char quote) {
    int end = open + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new IllegalArgumentException("the quote " + quote + " is not closed");
    }
    return end + 1;
  }

  /** The expression in identifiers. */
  String expression() {
    return plain.toString();
  }

  /** The column an identifier of the expression stands for. */
  String column(String identifier) {
    return columns.getOrDefault(identifier, identifier);
  }

  /** The members that identifiers stand for. */
  Map<String, JsonMember> members() {
    return members;
  }

  /** The position of the only column the expression is made of; -1 when it is more than a name. */
  int bareColumn() {
    return schema.find(column(expression().strip())).orElse(-1);
  }
}
