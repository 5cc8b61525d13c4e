package io.navette.http.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.secret.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tokens as the text of one secret. */
final class TokenText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TokenText() {}

  static Secret write(Tokens tokens) {
    ObjectNode text = JSON.createObjectNode();
    text.put("access_token", tokens.access().reveal());
    tokens.refresh().ifPresent(refresh -> text.put("refresh_token", refresh.reveal()));
    text.put("issued", tokens.issued().toString());
    tokens.expires().ifPresent(expires -> text.put("expires", expires.toString()));
    text.put("seed", tokens.seed());
    ObjectNode details = text.putObject("details");
    tokens.details().forEach(details::put);
    return new Secret(text.toString());
  }

  /** Empty where the text holds no tokens. */
  static Optional<Tokens> read(Secret secret) {
    try {
      JsonNode text = JSON.readTree(secret.reveal());
      if (!text.path("access_token").isTextual()) {
        return Optional.empty();
      }
      Map<String, String> details = new TreeMap<>();
      text.path("details")
          .properties()
          .forEach(detail -> details.put(detail.getKey(), detail.getValue().asText()));
      return Optional.of(
          new Tokens(
              new Secret(text.path("access_token").asText()),
              Optional.ofNullable(text.get("refresh_token")).map(JsonNode::asText).map(Secret::new),
              Instant.parse(text.path("issued").asText()),
              Optional.ofNullable(text.get("expires")).map(JsonNode::asText).map(Instant::parse),
              text.path("seed").asText(),
              details));
    } catch (JsonProcessingException | DateTimeException foreign) {
      return Optional.empty();
    }
  }
}
