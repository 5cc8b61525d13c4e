package io.navette.connector.rest.value;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON (RFC 8259), numbers without an exponent where they are exact. */
public final class JsonWriter {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final StringBuilder out = new StringBuilder(64);

  private JsonWriter() {}

  /** The value on one line. */
  public static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case CharSequence text -> text(text);
      case Long whole -> out.append(whole.longValue());
      case Double real -> real(real);
      case BigDecimal exact -> out.append(exact.toPlainString());
      case Number whole -> out.append(whole);
      case Boolean flag -> out.append(flag.booleanValue());
      case List<?> items -> items(items);
      case Map<?, ?> fields -> fields(fields);
      default ->
          throw new IllegalArgumentException(value.getClass().getName() + " is no plain value");
    }
  }

  private void items(List<?> items) {
    char before = '[';
    for (Object item : PlainValues.list(items)) {
      out.append(before);
      value(item);
      before = ',';
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private void fields(Map<?, ?> fields) {
    char before = '{';
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      out.append(before);
      text(String.valueOf(field.getKey()));
      out.append(':');
      value(field.getValue());
      before = ',';
    }
    out.append(fields.isEmpty() ? "{}" : "}");
  }

  /** What JSON has no number for becomes a text. */
  private void real(double value) {
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      out.append('"').append(value).append('"');
    }
  }

  private void text(CharSequence text) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, written, i);
        escape(c);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u").append(HEX.toHexDigits(c));
    }
  }
}
