package io.navette.testing.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a fake API sees it.
 *
 * @param path decoded
 * @param query each parameter's values
 * @param headers by their names in lower case
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Exchange(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is answered. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Reply(int status, Map<String, String> headers, byte[] body) {
    public static Reply json(Object body) {
      return json(200, body);
    }

    public static Reply json(int status, Object body) {
      try {
        return new Reply(
            status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** As Google words errors, in both of its ways. */
    public static Reply error(int status, String state, String reason, String message) {
      Map<String, Object> detail =
          Map.of("@type", "type.googleapis.com/google.rpc.ErrorInfo", "reason", reason);
      return json(
          status,
          Map.of(
              "error",
              Map.of(
                  "code",
                  status,
                  "status",
                  state,
                  "message",
                  message,
                  "errors",
                  List.of(Map.of("reason", reason, "message", message)),
                  "details",
                  List.of(detail))));
    }
  }

  /** A request that the API refuses. */
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reply reply;

    public Refusal(Reply reply) {
      this.reply = reply;
    }

    Reply reply() {
      return reply;
    }

    /** A request that makes no sense. */
    public static Refusal invalid(String message) {
      return new Refusal(Reply.error(400, "INVALID_ARGUMENT", "badRequest", message));
    }
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).map(List::getFirst);
  }

  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw Refusal.invalid("Invalid JSON payload received.");
    }
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
