package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts cut at a separator, or at spaces. */
final class Splits {
  private Splits() {}

  static ListValue split(String text, Arguments given, Scope scope) {
    String separator = separator(given);
    int limit = given.count(1, -1);
    ListValue parts = new ListValue();
    String rest = separator == null ? text.stripLeading() : text;
    while (limit < 0 || parts.size() < limit) {
      int at = separator == null ? space(rest) : rest.indexOf(separator);
      if (at < 0) {
        break;
      }
      scope.budget().spend(1 + rest.length() / 64);
      parts.add(rest.substring(0, at));
      rest =
          separator == null
              ? rest.substring(at).stripLeading()
              : rest.substring(at + separator.length());
    }
    if (separator != null || !rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  static ListValue splitFromEnd(String text, Arguments given, Scope scope) {
    ListValue parts = new ListValue();
    Object separator = separator(given) == null ? None.NONE : turned(given.text(0));
    Arguments turned = Arguments.of(List.of(separator, (long) given.count(1, -1)));
    for (Object part : split(turned(text), turned, scope)) {
      parts.add(turned((String) part));
    }
    Collections.reverse(parts);
    return parts;
  }

  /** At every separator, without limit. */
  static List<Object> parts(String text, char separator) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String turned(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static @Nullable String separator(Arguments given) {
    String separator = given.textOrNone(0);
    if (separator != null && separator.isEmpty()) {
      throw Fault.value("a text can't be split at nothing");
    }
    return separator;
  }

  private static int space(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (Character.isWhitespace(text.charAt(index))) {
        return index;
      }
    }
    return -1;
  }

  static Tuple partition(String text, String separator, boolean first) {
    int at = first ? text.indexOf(separator) : text.lastIndexOf(separator);
    if (separator.isEmpty()) {
      throw Fault.value("a text can't be split at nothing");
    }
    if (at < 0) {
      return first ? Tuple.of(text, "", "") : Tuple.of("", "", text);
    }
    return Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }
}
