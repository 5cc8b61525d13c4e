package io.navette.connector.rest.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Texts as parts of addresses. */
final class Web {
  private static final String FREE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

  private Web() {}

  static String quoted(String text, String safe) {
    StringBuilder quoted = new StringBuilder();
    for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (part & 0xff);
      if (FREE.indexOf(sign) >= 0 || safe.indexOf(sign) >= 0) {
        quoted.append(sign);
      } else {
        quoted.append("%%%02X".formatted((int) sign));
      }
    }
    return quoted.toString();
  }

  static String quotedPlus(String text) {
    return quoted(text, " ").replace(' ', '+');
  }

  /**
   * A value as one segment of a path, with all it holds (RFC 3986, 3.3). What would leave the
   * segment, however it is written, is refused: a client takes {@code %2E%2E} for the way up too.
   */
  static String segment(Object value, Scope scope) {
    String text = value == None.NONE ? "" : Printer.plain(value, scope);
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw Fault.data("what is empty, or but dots, can't be a part of an address");
    }
    return quoted(text, "");
  }

  /** A text quoted, or pairs as a query. */
  static String encode(Object value, Scope scope) {
    Map<?, ?> map = Values.map(value);
    if (map == null && (value instanceof String || !Sequences.iterable(value))) {
      return quoted(Printer.plain(value, scope), "/");
    }
    List<String> pairs = new ArrayList<>();
    if (map != null) {
      map.forEach((key, entry) -> pairs.add(pair(Values.of(key), Values.of(entry), scope)));
      return String.join("&", pairs);
    }
    Iterator<Object> items = Sequences.items(value);
    while (items.hasNext()) {
      ListValue pair = Sequences.list(items.next(), scope);
      if (pair.size() != 2) {
        throw Fault.value("a query is made of pairs");
      }
      pairs.add(pair(pair.get(0), pair.get(1), scope));
    }
    return String.join("&", pairs);
  }

  private static String pair(Object key, Object value, Scope scope) {
    return quotedPlus(Printer.plain(key, scope)) + "=" + quotedPlus(Printer.plain(value, scope));
  }
}
