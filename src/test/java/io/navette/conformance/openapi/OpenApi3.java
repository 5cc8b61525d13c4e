package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;

/** OpenAPI 3.0 and 3.1 (spec.openapis.org). */
final class OpenApi3 implements DescriptionFormat {
  @Override
  public boolean isOf(JsonNode document) {
    return document.path("openapi").asText().startsWith("3.") && document.has("paths");
  }

  @Override
  public JsonNode openApi(JsonNode document) {
    return document;
  }
}
