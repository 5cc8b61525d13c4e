package io.navette.connector.rest.write;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** The form in which an API wants a value. */
enum Conversion {
  AS_IS,
  TEXT,
  NUMBER,
  INTEGER,
  BOOLEAN,
  EPOCH_SECONDS,
  EPOCH_MILLIS;

  /**
   * The value in this form.
   *
   * @throws IllegalArgumentException with a sentence when it can't be made without loss
   */
  Object of(Object value) {
    try {
      return switch (this) {
        case AS_IS -> value;
        case TEXT -> text(value);
        case NUMBER -> new BigDecimal(text(value).strip());
        case INTEGER -> new BigDecimal(text(value).strip()).longValueExact();
        case BOOLEAN -> value instanceof Boolean ? value : PlainValues.truthy(word(text(value)));
        case EPOCH_SECONDS ->
            value instanceof Number ? value : instant(text(value)).getEpochSecond();
        case EPOCH_MILLIS -> value instanceof Number ? value : instant(text(value)).toEpochMilli();
      };
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text(value) + "\" can't be sent as " + name().toLowerCase(Locale.ROOT), e);
    }
  }

  private static String text(Object value) {
    return value instanceof Boolean ? value.toString() : PythonText.of(value);
  }

  private static String word(String text) {
    return text.equalsIgnoreCase("false") || text.equals("0") ? "" : text;
  }

  private static Instant instant(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return text.endsWith("Z")
        ? Instant.parse(text)
        : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }
}
