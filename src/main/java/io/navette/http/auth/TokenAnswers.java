package io.navette.http.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.HttpContext;
import io.navette.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads what a token endpoint answered (RFC 6749, 5.1 and 5.2). */
final class TokenAnswers {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LENGTH = 300;

  private final TokenRequests requests;
  private final HttpContext context;

  TokenAnswers(TokenRequests requests, HttpContext context) {
    this.requests = requests;
    this.context = context;
  }

  Tokens tokens(Answer answer) {
    JsonNode body = json(answer);
    String access = at(body, requests.answer().access()).asText();
    if (answer.status() >= 400 || error(body).isPresent() || access.isEmpty()) {
      throw refused(answer, body);
    }
    Secret token = new Secret(access);
    context.redaction().learn(token);
    Optional<Secret> refresh =
        Optional.of(at(body, requests.answer().refresh()).asText())
            .filter(Predicate.not(String::isEmpty))
            .map(Secret::new);
    refresh.ifPresent(context.redaction()::learn);
    Instant now = context.clock().instant();
    return new Tokens(token, refresh, now, expires(body, now), "", details(body));
  }

  /** An object without members where the answer is no JSON object. */
  static JsonNode json(Answer answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      return body.isObject() ? body : JSON.createObjectNode();
    } catch (IOException notJson) {
      return JSON.createObjectNode();
    }
  }

  static Optional<String> error(JsonNode body) {
    return text(body, "error");
  }

  /** Some vendors put an object where RFC 6749 has a word. */
  private static Optional<String> text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    return Optional.of(value.isContainerNode() ? value.toString() : value.asText(""))
        .filter(Predicate.not(String::isBlank));
  }

  private static JsonNode at(JsonNode body, String dotted) {
    JsonNode found = body.has(dotted) ? body.path(dotted) : MissingNode.getInstance();
    if (found.isMissingNode()) {
      found = body;
      for (String name : dotted.split("\\.", -1)) {
        found = found.path(name);
      }
    }
    return found;
  }

  /** A number, or a number in a text; or a moment. */
  private Optional<Instant> expires(JsonNode body, Instant now) {
    JsonNode told = at(body, requests.answer().lifetime());
    Optional<Function<String, Instant>> moment = requests.answer().moment();
    if (moment.isPresent()) {
      return Optional.of(told.asText("")).filter(text -> !text.isEmpty()).map(moment.get());
    }
    double seconds = told.asDouble(0);
    return seconds > 0 && seconds < 1e10
        ? Optional.of(now.plus(Duration.ofMillis((long) (seconds * 1000))))
        : Optional.empty();
  }

  private static Map<String, String> details(JsonNode body) {
    Map<String, String> details = new TreeMap<>();
    body.properties()
        .forEach(
            field -> {
              if (field.getValue().isValueNode() && !field.getKey().matches(".*(token|secret).*")) {
                details.put(field.getKey(), field.getValue().asText());
              }
            });
    return details;
  }

  Failure refused(Answer answer, JsonNode body) {
    String error = error(body).orElse("");
    String connection = requests.connection();
    String message =
        connection
            + ": POST "
            + requests.url().host()
            + requests.url().encodedPath()
            + ": "
            + answer.status()
            + said(answer, body, error);
    return switch (error) {
      case "invalid_grant", "access_denied", "expired_token", "interaction_required" ->
          new Failure.Access(message, "log in again: navette connect login " + connection);
      case "invalid_request", "unsupported_grant_type", "invalid_scope", "invalid_target" ->
          new Failure.Configuration(message, "check auth of the connection " + connection);
      case "temporarily_unavailable", "server_error" ->
          new Failure.Remote(message, "run again later");
      default ->
          new Failure.Access(
              message, "check client_id, client_secret and token address of " + connection);
    };
  }

  private String said(Answer answer, JsonNode body, String error) {
    Optional<String> described = text(body, "error_description").or(() -> text(body, "message"));
    if (error.isEmpty() && described.isEmpty()) {
      return answer.status() < 400
          ? ": the answer holds no " + requests.answer().access()
          : ": refused without a reason";
    }
    String all = error + described.map(text -> " (" + text + ")").orElse("");
    String hidden = context.redaction().hide(all).replaceAll("[\\s\\p{Cntrl}]+", " ");
    return ": " + hidden.substring(0, Math.min(hidden.length(), LENGTH)).strip();
  }
}
