package io.navette.connector.rest.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as text the way manifests expect it: {@code None}, {@code True}, {@code {'a': [1]}}. */
public final class PythonText {
  private PythonText() {}

  /** The text of the value; a text is itself. */
  public static String of(@Nullable Object value) {
    return value instanceof CharSequence text ? text.toString() : literal(value);
  }

  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean held -> held ? "True" : "False";
      case Double real -> real(real);
      case BigDecimal exact -> exact.toString();
      case CharSequence text -> quoted(text.toString());
      case List<?> items -> {
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        PlainValues.list(items).forEach(item -> joined.add(literal(item)));
        yield joined.toString();
      }
      case Map<?, ?> fields -> {
        StringJoiner joined = new StringJoiner(", ", "{", "}");
        PlainValues.map(fields).forEach((name, field) -> joined.add(member(name, field)));
        yield joined.toString();
      }
      default -> value.toString();
    };
  }

  private static String member(String name, @Nullable Object value) {
    return quoted(name) + ": " + literal(value);
  }

  private static String real(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String[] parts = Double.toString(value).split("E", 2);
    String digits =
        parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
    int exponent = Integer.parseInt(parts[1]);
    return digits
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\');
          }
          out.append(c);
        }
      }
    }
    return out.append(quote).toString();
  }
}
