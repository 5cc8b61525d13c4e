package io.navette.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * JSON as PostgreSQL prints {@code jsonb}: members ordered by the length of their names and then by
 * their bytes, the last of equal names kept, numbers without an exponent (manual, section 8.14).
 */
final class NormalJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Comparator<byte[]> ORDER =
      Comparator.<byte[]>comparingInt(name -> name.length).thenComparing(Arrays::compareUnsigned);

  private NormalJson() {}

  /** UTF-8; a text that is no JSON stands as it is. */
  static byte[] of(String json) {
    StringBuilder text = new StringBuilder(json.length() + 16);
    try {
      append(text, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return json.getBytes(StandardCharsets.UTF_8);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder text, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> members(text, node);
      case ARRAY -> {
        String before = "[";
        for (JsonNode element : node) {
          text.append(before);
          append(text, element);
          before = ", ";
        }
        text.append(node.isEmpty() ? "[]" : "]");
      }
      case NUMBER -> number(text, node.decimalValue());
      case STRING -> string(text, node.textValue());
      default -> text.append(node.asText());
    }
  }

  private static void members(StringBuilder text, JsonNode object) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
    members.sort(
        Comparator.comparing(member -> member.getKey().getBytes(StandardCharsets.UTF_8), ORDER));
    String before = "{";
    for (Map.Entry<String, JsonNode> member : members) {
      text.append(before);
      string(text, member.getKey());
      text.append(": ");
      append(text, member.getValue());
      before = ", ";
    }
    text.append(object.isEmpty() ? "{}" : "}");
  }

  private static void number(StringBuilder text, BigDecimal value) {
    text.append((value.scale() < 0 ? value.setScale(0) : value).toPlainString());
  }

  private static void string(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      switch (letter) {
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          if (letter < ' ') {
            text.append(String.format("\\u%04x", (int) letter));
          } else {
            text.append(letter);
          }
        }
      }
    }
    text.append('"');
  }
}
