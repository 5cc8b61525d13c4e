package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as JSON, in ASCII. */
final class Json {
  private static final int DEPTH = 100;

  private final StringBuilder text = new StringBuilder();
  private final Budget budget;
  private final boolean sorted;
  private int depth;

  private Json(Budget budget, boolean sorted) {
    this.budget = budget;
    this.sorted = sorted;
  }

  static String text(Object value, Scope scope) {
    Json json = new Json(scope.budget(), false);
    json.write(value);
    return json.text.toString();
  }

  /** Keys in order, and harmless inside HTML. */
  static String escaped(Object value, Scope scope) {
    Json json = new Json(scope.budget(), true);
    json.write(value);
    return json.text
        .toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("'", "\\u0027");
  }

  private void write(Object value) {
    budget.spend(1);
    budget.text(text.length());
    if (++depth > DEPTH) {
      throw Fault.budget("writes JSON of more than " + DEPTH + " levels");
    }
    switch (value) {
      case None none -> text.append("null");
      case Boolean truth -> text.append(truth);
      case Double number -> text.append(number(number));
      case String string -> quote(string);
      case Map<?, ?> map -> map(map);
      case List<?> list -> list(list.iterator());
      default -> {
        if (!Numbers.is(value)) {
          throw Fault.type("a " + Values.kind(value) + " has no form in JSON");
        }
        text.append(value);
      }
    }
    depth--;
  }

  private static String number(double number) {
    String printed = Printer.real(number);
    return switch (printed) {
      case "nan" -> "NaN";
      case "inf" -> "Infinity";
      case "-inf" -> "-Infinity";
      default -> printed;
    };
  }

  private void list(Iterator<?> items) {
    text.append('[');
    String separator = "";
    while (items.hasNext()) {
      text.append(separator);
      write(Values.of(items.next()));
      separator = ", ";
    }
    text.append(']');
  }

  private void map(Map<?, ?> map) {
    List<String> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          int at = sorted ? place(keys, key(Values.of(key))) : keys.size();
          keys.add(at, key(Values.of(key)));
          values.add(at, Values.of(value));
        });
    text.append('{');
    for (int index = 0; index < keys.size(); index++) {
      text.append(index == 0 ? "" : ", ");
      quote(keys.get(index));
      text.append(": ");
      write(values.get(index));
    }
    text.append('}');
  }

  private static int place(List<String> keys, String key) {
    int found = Collections.binarySearch(keys, key);
    return found < 0 ? -found - 1 : found;
  }

  private static String key(Object key) {
    return switch (key) {
      case String string -> string;
      case None none -> "null";
      case Boolean truth -> truth.toString();
      case Double number -> number(number);
      default -> {
        if (!Numbers.is(key)) {
          throw Fault.type("a " + Values.kind(key) + " can't be a key in JSON");
        }
        yield key.toString();
      }
    };
  }

  private void quote(String string) {
    text.append('"');
    for (int index = 0; index < string.length(); index++) {
      char current = string.charAt(index);
      switch (current) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default -> {
          if (current < ' ' || current > '~') {
            text.append("\\u%04x".formatted((int) current));
          } else {
            text.append(current);
          }
        }
      }
    }
    text.append('"');
  }
}
