package io.navette.connector.databricks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Http;
import io.navette.http.Judge;
import io.navette.http.RetryPolicy;
import io.navette.http.SendOptions;
import io.navette.http.Sleeper;
import io.navette.http.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * The SQL Statement Execution API (docs.databricks.com/api/workspace/statementexecution): a
 * statement is started, and asked about until its end. Thread-safe; every method blocks.
 */
final class Statements implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Of statements that failed for reasons that pass, and may be run twice. */
  private static final int TRIES = 4;

  private static final Set<String> PASSING =
      Set.of(
          "ABORTED",
          "INTERNAL_ERROR",
          "IO_ERROR",
          "RESOURCE_EXHAUSTED",
          "SERVICE_UNDER_MAINTENANCE",
          "TEMPORARILY_UNAVAILABLE",
          "WORKSPACE_TEMPORARILY_UNAVAILABLE");

  private final Http http;
  private final HttpUrl root;
  private final Workspace workspace;
  private final Sleeper sleeper;

  Statements(Http http, HttpUrl root, Workspace workspace, Sleeper sleeper) {
    this.http = http;
    this.root = root;
    this.workspace = workspace;
    this.sleeper = sleeper;
  }

  /** How a statement's result comes. */
  enum Delivery {
    /** In the answers themselves, up to 25 MiB; else the statement fails. */
    INLINE,
    /** By links to files, of any size. */
    EXTERNAL_LINKS
  }

  /** A statement that came to its end. */
  record Ended(JsonNode answer) {
    String id() {
      return answer.path("statement_id").asText();
    }

    boolean succeeded() {
      return answer.path("status").path("state").asText().equals("SUCCEEDED");
    }

    String code() {
      return answer.path("status").path("error").path("error_code").asText();
    }

    String message() {
      String message = answer.path("status").path("error").path("message").asText();
      return message.isEmpty() ? answer.path("status").path("state").asText() : message;
    }
  }

  /**
   * Runs a statement.
   *
   * @param twice whether it does no harm to run it twice: the API knows no ids of the caller's
   */
  Ended run(String sql, Delivery delivery, boolean twice) {
    ObjectNode body = JSON.createObjectNode();
    body.put("statement", sql)
        .put("warehouse_id", workspace.warehouse())
        .put("catalog", workspace.catalog())
        .put("schema", workspace.schema())
        .put("wait_timeout", "30s")
        .put("on_wait_timeout", "CONTINUE")
        .put("disposition", delivery.name())
        .put("format", "JSON_ARRAY");
    for (int tries = 1; ; tries++) {
      Ended ended = ended(post(body, twice));
      if (!twice || tries == TRIES || !PASSING.contains(ended.code())) {
        return ended;
      }
      sleep(FIRST_WAIT.multipliedBy(5L << tries), ended.id());
    }
  }

  private JsonNode post(JsonNode body, boolean twice) {
    Request request =
        new Request.Builder()
            .url(url("api/2.0/sql/statements"))
            .post(RequestBody.create(body.toString().getBytes(StandardCharsets.UTF_8), JSON_TYPE))
            .build();
    SendOptions options = twice ? SendOptions.DEFAULT.asRepeatable() : SendOptions.DEFAULT;
    return json(http.send(request, options.judgedBy(this::notCarriedOut)));
  }

  /** A statement was not started when the service says it is unavailable. */
  private Verdict notCarriedOut(Answer answer, int tries) {
    if (answer.status() == 400 || answer.status() == 404) {
      throw new Failure.Configuration(
          workspace.connection()
              + ": Databricks does not take the request: "
              + json(answer).path("message").asText(),
          "check http_path, catalog and schema: navette test " + workspace.connection());
    }
    return answer.status() == 503
        ? Verdict.limited()
        : Judge.byStatus(RetryPolicy.DEFAULT).judge(answer, tries);
  }

  private Ended ended(JsonNode started) {
    JsonNode answer = started;
    Duration wait = FIRST_WAIT;
    while (Set.of("PENDING", "RUNNING").contains(answer.path("status").path("state").asText())) {
      String id = answer.path("statement_id").asText();
      sleep(wait, id);
      Duration doubled = wait.multipliedBy(2);
      wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
      answer = read(url("api/2.0/sql/statements/" + id));
    }
    return new Ended(answer);
  }

  /** A statement goes on when nobody asks about it any more: it is cancelled. */
  private void sleep(Duration wait, String id) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      try {
        http.send(
            new Request.Builder()
                .url(url("api/2.0/sql/statements/" + id + "/cancel"))
                .post(RequestBody.create(new byte[0], null))
                .build(),
            SendOptions.DEFAULT.asRepeatable());
      } finally {
        Thread.currentThread().interrupt();
      }
      throw new Failure.Interrupted("interrupted while waiting for a statement of Databricks");
    }
  }

  /** A piece of a result: the rows themselves, or the links to them. */
  JsonNode chunk(String statement, int index) {
    return read(url("api/2.0/sql/statements/" + statement + "/result/chunks/" + index));
  }

  /**
   * The rows behind a link, which is signed and tells nobody who we are; empty when it has expired.
   */
  Optional<JsonNode> rows(JsonNode link) {
    Request.Builder request = new Request.Builder().url(link.path("external_link").asText());
    link.path("http_headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
    Judge judge =
        (answer, tries) ->
            Set.of(400, 401, 403, 404).contains(answer.status())
                ? Verdict.accept()
                : Judge.byStatus(RetryPolicy.DEFAULT).judge(answer, tries);
    Answer answer = http.send(request.build(), SendOptions.DEFAULT.asAnonymous().judgedBy(judge));
    return answer.status() >= 400 ? Optional.empty() : Optional.of(json(answer));
  }

  HttpUrl url(String path) {
    return root.newBuilder().addPathSegments(path).build();
  }

  JsonNode read(HttpUrl url) {
    return json(http.send(new Request.Builder().url(url).build()));
  }

  /** Empty for 404. */
  Optional<JsonNode> find(HttpUrl url) {
    Judge judge =
        (answer, tries) ->
            answer.status() == 404
                ? Verdict.accept()
                : Judge.byStatus(RetryPolicy.DEFAULT).judge(answer, tries);
    Answer answer =
        http.send(new Request.Builder().url(url).build(), SendOptions.DEFAULT.judgedBy(judge));
    return answer.status() == 404 ? Optional.empty() : Optional.of(json(answer));
  }

  /** Puts a file into a volume, or removes it. */
  void send(Request request) {
    http.send(request);
  }

  private JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new Failure.Remote(
          workspace.connection() + ": Databricks answered something that is no JSON",
          "check host: it is the workspace's address, without a path");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a failed statement means. */
  Failure failure(Ended ended) {
    String message =
        workspace.connection()
            + ": statement "
            + ended.id()
            + ": "
            + ended.message()
            + (ended.code().isEmpty() ? "" : " (" + ended.code() + ")");
    return switch (ended.code()) {
      case "BAD_REQUEST", "ALREADY_EXISTS" ->
          new Failure.Data(message, "correct the statement, or the rows that are named");
      case "NOT_FOUND" ->
          new Failure.Configuration(message, "check catalog, schema and the table's name");
      case "UNAUTHENTICATED" ->
          new Failure.Access(message, "check the token: navette test " + workspace.connection());
      case "RESOURCE_EXHAUSTED" ->
          new Failure.Quota(message, "run again later, or give the warehouse more clusters");
      default -> new Failure.Remote(message, "run again later; what was committed stays");
    };
  }

  Map<String, String> place() {
    return Map.of("catalog_name", workspace.catalog(), "schema_name", workspace.schema());
  }

  @Override
  public void close() {
    http.close();
  }
}
