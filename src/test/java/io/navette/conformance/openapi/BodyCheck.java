package io.navette.conformance.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.conformance.openapi.Deviation.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the bodies of an exchange against the schemas of its operation. */
final class BodyCheck {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Operation operation;
  private final Side side;
  private final String title;
  private final boolean part;
  private final List<Deviation> deviations = new ArrayList<>();

  private BodyCheck(Operation operation, Side side, String title, boolean part) {
    this.part = part;
    this.operation = operation;
    this.side = side;
    this.title = title;
  }

  static List<Deviation> ofRequest(Operation operation, Exchange exchange) {
    BodyCheck check = new BodyCheck(operation, Side.REQUEST, operation.title(), false);
    check.request(exchange);
    return check.deviations;
  }

  /** What deviates in an answer; empty where the description has no schema for it. */
  static Optional<List<Deviation>> ofAnswer(Operation operation, Exchange.Answer answer) {
    BodyCheck check =
        new BodyCheck(
            operation, Side.ANSWER, operation.title() + " " + answer.status(), answer.part());
    return check.answer(answer) ? Optional.of(check.deviations) : Optional.empty();
  }

  private void request(Exchange exchange) {
    Document document = operation.document();
    Place body = document.child(operation.place(), "requestBody");
    if (exchange.body().isEmpty()) {
      if (body.flag("required")) {
        deviates("body", "is required and missing");
      }
      return;
    }
    if (!body.exists()) {
      deviates("body", "is not described");
      return;
    }
    Place content = content(document.child(body, "content"), exchange.type());
    if (!content.exists()) {
      deviates("header Content-Type", exchange.type() + " is not described");
      return;
    }
    Place schema = document.child(content, "schema");
    if (exchange.type().equals(FORM)) {
      JsonNode tree = TypedText.tree(Exchange.pairs(exchange.body()));
      hold(schema, TypedText.as(Members.of(document, schema), tree));
    } else if (exchange.type().endsWith("json")) {
      hold(schema, exchange.body());
    } else if (exchange.type().equals("multipart/related")) {
      hold(schema, firstPart(exchange.body()));
    }
  }

  /** What is told of the file that follows it (RFC 2387). */
  private static String firstPart(String body) {
    String[] parts = body.split("\r\n--", 2);
    return parts[0].substring(parts[0].indexOf("\r\n\r\n") + 4);
  }

  private boolean answer(Exchange.Answer answer) {
    Document document = operation.document();
    Place responses = document.child(operation.place(), "responses");
    Place response = response(responses, answer.status());
    if (!response.exists()) {
      boolean good = answer.status() < 300;
      if (good) {
        deviates("status", "is not described");
      }
      return good;
    }
    Place described = document.child(response, "content");
    Place content = content(described, answer.type());
    Place schema = document.child(content, "schema");
    if (answer.body().isEmpty()) {
      if (schema.exists()) {
        deviates("body", "is missing");
      }
      return true;
    }
    if (!content.exists() && described.exists()) {
      deviates("header Content-Type", answer.type() + " is not described");
      return true;
    }
    if (schema.exists()) {
      hold(schema, answer.body());
    }
    return schema.exists();
  }

  private Place response(Place responses, int status) {
    Document document = operation.document();
    for (String key : List.of(String.valueOf(status), status / 100 + "XX", "default")) {
      Place response = document.child(responses, key);
      if (response.exists()) {
        return response;
      }
    }
    return document.child(responses, "");
  }

  private Place content(Place described, String type) {
    Document document = operation.document();
    String family = type.replaceFirst("/.*", "/*");
    List<String> names = new ArrayList<>();
    described.node().fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> List.of(type, family, "*/*").contains(name.replaceFirst(";.*", "")))
        .findFirst()
        .map(name -> document.child(described, name))
        .orElseGet(() -> document.child(described, ""));
  }

  private void hold(Place schema, String text) {
    try {
      hold(schema, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      deviates("body", "is no JSON");
    }
  }

  private void hold(Place schema, JsonNode value) {
    if (!schema.exists()) {
      return;
    }
    Document document = operation.document();
    document.faults(schema, value, side == Side.REQUEST).stream()
        .filter(fault -> !(part && fault.keyword().equals("required")))
        .forEach(fault -> deviates("body " + fault.at(), fault.message()));
    UnknownFields.in(Members.of(document, schema), value)
        .forEach(field -> deviates("body " + field, "is not described"));
  }

  private void deviates(String at, String message) {
    deviations.add(Deviation.of(side, title, at, message));
  }
}
