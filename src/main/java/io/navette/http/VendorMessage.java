package io.navette.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in an error answer what a person would read out of it. */
final class VendorMessage {
  private static final int LENGTH = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern MARKUP =
      Pattern.compile("(?is)<(script|style)\\b.{0,20000}?</\\1>|<[^>]{0,500}>");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

  /** In the order of worth; a name is followed down into objects and the first of a list. */
  private static final List<String> NAMES =
      List.of(
          "error_description",
          "message",
          "Message",
          "$message",
          "detail",
          "Detail",
          "error",
          "errors",
          "Error",
          "Fault",
          "title",
          "reason",
          "description");

  private static final List<String> ID_HEADERS =
      List.of(
          "x-request-id",
          "request-id",
          "x-requestid",
          "x-correlation-id",
          "x-hubspot-correlation-id",
          "intuit_tid",
          "x-amzn-requestid",
          "x-amz-request-id",
          "x-ms-request-id",
          "x-goog-request-id",
          "x-trace-id",
          "trace-id",
          "cf-ray");

  private VendorMessage() {}

  static Optional<String> of(Answer answer, Redaction redaction) {
    String text = answer.text();
    String said = json(text).flatMap(VendorMessage::find).orElse(text);
    String plain = BLANKS.matcher(MARKUP.matcher(said).replaceAll(" ")).replaceAll(" ").strip();
    String hidden = redaction.hide(plain.substring(0, Math.min(plain.length(), 10 * LENGTH)));
    return Optional.of(hidden.substring(0, Math.min(hidden.length(), LENGTH)))
        .filter(Predicate.not(String::isEmpty));
  }

  static Optional<String> requestId(Answer answer) {
    return ID_HEADERS.stream()
        .flatMap(name -> answer.header(name).stream())
        .findFirst()
        .or(() -> json(answer.text()).flatMap(VendorMessage::idInBody))
        .map(id -> id.substring(0, Math.min(id.length(), 100)));
  }

  private static Optional<String> idInBody(JsonNode body) {
    return Stream.of("requestId", "request_id", "correlationId", "traceId")
        .map(name -> body.path(name).asText())
        .filter(Predicate.not(String::isEmpty))
        .findFirst();
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node.isValueNode()) {
      return Optional.of(node.asText()).filter(Predicate.not(String::isBlank));
    }
    if (node.isArray()) {
      return find(node.get(0));
    }
    return NAMES.stream().flatMap(name -> find(node.get(name)).stream()).findFirst();
  }
}
