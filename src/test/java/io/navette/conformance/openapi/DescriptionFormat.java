package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A format in which vendors describe their APIs: one class each, chosen by what a document says.
 */
interface DescriptionFormat {
  /** All that are known. */
  List<DescriptionFormat> ALL = List.of(new Swagger2(), new Discovery());

  /** Whether a document is of this format. */
  boolean isOf(JsonNode document);

  /**
   * A document as the same in OpenAPI 3, which is what exchanges are held against.
   *
   * @param document of this format; it stays as it is
   */
  JsonNode openApi(JsonNode document);

  /** Any document as one in OpenAPI 3; what is of none of these formats stays as it is. */
  static JsonNode openApi3(JsonNode document) {
    return ALL.stream()
        .filter(format -> format.isOf(document))
        .findFirst()
        .map(format -> format.openApi(document))
        .orElse(document);
  }
}
