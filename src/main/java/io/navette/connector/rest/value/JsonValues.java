package io.navette.connector.rest.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON and YAML as plain values. A number that a double can't hold exactly as written stays a
 * BigDecimal, so that no digit is lost.
 */
public final class JsonValues {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxStringLength(64 << 20)
                  .build())
          .build();

  private static final int DIGITS_AND_POINT = 16;

  private JsonValues() {}

  /** Reads one JSON value that must be all there is. */
  public static @Nullable Object parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return only(parser);
    }
  }

  /** A parser with the same limits, for {@link #read}. */
  public static JsonParser parser(Reader text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Reads one JSON value that must be all there is; UTF-8, UTF-16 or UTF-32. */
  public static @Nullable Object parse(InputStream bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      return only(parser);
    }
  }

  private static @Nullable Object only(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new IOException("there is no JSON, only an empty text");
    }
    Object value = read(parser);
    if (parser.nextToken() != null) {
      throw new IOException("there is more than one JSON value");
    }
    return value;
  }

  /** Reads the value whose first token the parser stands on; it then stands on its last. */
  public static @Nullable Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> real(parser);
      default -> parser.getText();
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, read(parser));
    }
    return fields;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return items;
  }

  private static Number real(JsonParser parser) throws IOException {
    double value = parser.getDoubleValue();
    if (isShort(parser)) {
      return value;
    }
    if (!Double.isFinite(value)) {
      return value;
    }
    BigDecimal exact = parser.getDecimalValue();
    return exact.compareTo(BigDecimal.valueOf(value)) == 0 ? (Number) value : (Number) exact;
  }

  /** Fifteen digits come back from a double as they went in (IEEE 754). */
  private static boolean isShort(JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (length > DIGITS_AND_POINT) {
      return false;
    }
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    for (int i = from; i < from + length; i++) {
      if ((text[i] | ' ') == 'e') {
        return false;
      }
    }
    return true;
  }
}
