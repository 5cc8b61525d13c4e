package io.navette.secret.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.HttpLimits;
import io.navette.http.HttpSettings;
import io.navette.http.RetryPolicy;
import io.navette.http.SendOptions;
import io.navette.http.Verdict;
import java.time.Duration;
import java.util.function.Predicate;
import okhttp3.Request;

/**
 * Sends requests to secret managers. What passes by itself is tried three times; all other answers
 * are the caller's, who knows what they mean.
 */
record Calls(HttpContext context) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpLimits LIMITS =
      HttpLimits.DEFAULT
          .withRead(Duration.ofSeconds(15))
          .withCall(Duration.ofSeconds(30))
          .withMaxBody(4 << 20)
          .withIdleConnections(0);

  /** An answer that was understood. */
  record Reply(int status, JsonNode body) {
    boolean succeeded() {
      return status < 300;
    }

    /** A member's text; empty where it is none. */
    String text(String... path) {
      JsonNode node = body;
      for (String name : path) {
        node = node.path(name);
      }
      return node.asText();
    }
  }

  Reply send(Asked asked, Request request, Authentication authentication) {
    return send(asked, request, authentication, answer -> false);
  }

  /**
   * Blocks.
   *
   * @param settled answers that no second try will change, whatever their status
   * @throws Failure.Remote when nothing answers, or only with errors of its own
   */
  Reply send(
      Asked asked, Request request, Authentication authentication, Predicate<Answer> settled) {
    HttpSettings settings =
        HttpSettings.of(asked.label(), request.url())
            .withLimits(LIMITS)
            .withRetry(RetryPolicy.DEFAULT.withMaxTries(3));
    SendOptions options =
        SendOptions.DEFAULT
            .asRepeatable()
            .judgedBy(
                (answer, tries) -> {
                  if (answer.status() == 429) {
                    return Verdict.limited();
                  }
                  return answer.status() >= 500 && !settled.test(answer)
                      ? Verdict.repeat()
                      : Verdict.accept();
                });
    try (Http http = Http.open(settings, authentication, context)) {
      return reply(http.send(request, options));
    } catch (Failure.Remote unreachable) {
      throw new Failure.Remote(
          String.valueOf(unreachable.getMessage()),
          "check that "
              + request.url().scheme()
              + "://"
              + request.url().host()
              + ":"
              + request.url().port()
              + " is right and answers from here",
          unreachable);
    } catch (Failure.Quota limited) {
      throw new Failure.Quota(String.valueOf(limited.getMessage()), "run again later", limited);
    }
  }

  /** What is no JSON has no members. */
  private static Reply reply(Answer answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      return new Reply(answer.status(), body == null ? JSON.createObjectNode() : body);
    } catch (java.io.IOException e) {
      return new Reply(answer.status(), JSON.createObjectNode());
    }
  }

  /** A JSON document in a text; an empty object when it is none. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /** A value inside of a secret: a text as such, all else as JSON. */
  static String value(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
  }
}
