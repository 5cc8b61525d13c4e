package io.navette.connector.rest.expression;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as text: plain as output shows them, quoted inside lists and maps. */
final class Printer {
  private static final int DEPTH = 100;

  private final StringBuilder text = new StringBuilder();
  private final Budget budget;
  private int depth;

  private Printer(Budget budget) {
    this.budget = budget;
  }

  static String plain(Object value, Scope scope) {
    return switch (value) {
      case String string -> string;
      case Undefined undefined -> "";
      case None none -> "None";
      case Long number -> number.toString();
      case Moment moment -> moment.plain(" ");
      case Day day -> day.date().toString();
      case Span span -> span.plain();
      case Period period -> period.plain();
      case TimeOfDay time -> time.plain();
      default -> quoted(value, scope);
    };
  }

  static String quoted(Object value, Scope scope) {
    Printer printer = new Printer(scope.budget());
    printer.print(value);
    return printer.text.toString();
  }

  private void print(Object value) {
    budget.spend(1);
    budget.text(text.length());
    if (++depth > DEPTH) {
      throw Fault.budget("prints a value of more than " + DEPTH + " levels");
    }
    switch (value) {
      case String string -> quote(string);
      case Boolean truth -> text.append(truth ? "True" : "False");
      case Double number -> text.append(real(number));
      case Tuple tuple -> {
        list(tuple.iterator(), "(", tuple.size() == 1 ? ",)" : ")");
      }
      case List<?> list -> list(list.iterator(), "[", "]");
      case Map<?, ?> map -> map(map);
      case Slice slice -> map(slice.together());
      case View view -> list(view.items().iterator(), view.kind() + "([", "])");
      default -> other(value);
    }
    depth--;
  }

  private void other(Object value) {
    switch (value) {
      case Undefined undefined -> text.append("Undefined");
      case Moment moment -> text.append(moment.quoted());
      case Day day -> text.append(day.quoted());
      case Span span -> text.append(span.quoted());
      case Lazy lazy -> text.append("<generator object ").append(lazy.name()).append('>');
      case Callable callable -> text.append("<function ").append(callable.name()).append('>');
      case Namespace namespace -> text.append("<Namespace>");
      case Loop loop -> text.append("<LoopContext>");
      case Period period -> text.append(period.plain());
      case TimeOfDay time -> text.append(time.plain());
      default -> text.append(value);
    }
  }

  private void list(Iterator<?> items, String begin, String end) {
    text.append(begin);
    String separator = "";
    while (items.hasNext()) {
      text.append(separator);
      print(Values.of(items.next()));
      separator = ", ";
    }
    text.append(end);
  }

  private void map(Map<?, ?> map) {
    text.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator);
      print(Values.of(entry.getKey()));
      text.append(": ");
      print(Values.of(entry.getValue()));
      separator = ", ";
    }
    text.append('}');
  }

  private void quote(String string) {
    char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
    text.append(quote);
    string.codePoints().forEach(point -> character(point, quote));
    text.append(quote);
  }

  private void character(int point, char quote) {
    switch (point) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\\' -> text.append("\\\\");
      default -> {
        if (point == quote) {
          text.append('\\').append(quote);
        } else if (printable(point)) {
          text.appendCodePoint(point);
        } else {
          text.append(escaped(point));
        }
      }
    }
  }

  private static boolean printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }

  private static String escaped(int point) {
    return point < 0x100
        ? String.format("\\x%02x", point)
        : point < 0x10000 ? String.format("\\u%04x", point) : String.format("\\U%08x", point);
  }

  /** The shortest digits that give the number again; powers of ten from 1e16 and below 1e-4. */
  static String real(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = exact.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = exact.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String power = String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    return (number < 0 ? "-" : "") + mantissa + power;
  }
}
