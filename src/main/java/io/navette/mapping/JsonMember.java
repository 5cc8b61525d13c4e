package io.navette.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a JSON column, as {@code address.city} or {@code lines[0].sku} names it.
 *
 * @param column whose cells hold it
 * @param steps names, and positions from 0
 */
record JsonMember(String column, List<String> steps) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  JsonMember {
    steps = List.copyOf(steps);
  }

  /**
   * String, Long, BigDecimal or Boolean; the JSON of an object or a list; null where there is no
   * such member, or it is null.
   */
  @Nullable Object of(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      for (String step : steps) {
        node =
            node.isArray() && step.matches("\\d{1,9}")
                ? node.path(Integer.parseInt(step))
                : node.path(step);
      }
      return value(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(column + " holds no JSON", e);
    }
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING, NULL -> null;
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Object) node.longValue()
              : node.decimalValue();
      case STRING -> node.textValue();
      case ARRAY, OBJECT, BINARY, POJO -> node.toString();
    };
  }
}
