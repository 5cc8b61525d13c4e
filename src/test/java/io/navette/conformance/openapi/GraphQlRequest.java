package io.navette.conformance.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * The body of a request as GraphQL over HTTP has it.
 *
 * @param document what is asked
 * @param variables an object, or missing
 */
record GraphQlRequest(String document, JsonNode variables) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Empty where the exchange is no request of GraphQL. */
  static Optional<GraphQlRequest> of(Exchange exchange) {
    if (!exchange.method().equals("POST") || !exchange.type().equals("application/json")) {
      return Optional.empty();
    }
    try {
      JsonNode body = JSON.readTree(exchange.body());
      return body.path("query").isTextual()
          ? Optional.of(new GraphQlRequest(body.path("query").asText(), body.path("variables")))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
