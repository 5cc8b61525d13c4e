package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.navette.connector.google.GoogleApi;
import io.navette.connector.google.ResumableUpload;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.SendOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * BigQuery's REST API, version 2 (bigquery.googleapis.com/$discovery/rest?version=v2). Thread-safe;
 * every method blocks.
 */
final class Api implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final MediaType JSON_TYPE = MediaType.get("application/json");

  private final GoogleApi google;
  private final Reasons reasons;

  Api(GoogleApi google, Reasons reasons) {
    this.google = google;
    this.reasons = reasons;
  }

  /** An answer's body; missing where it is no JSON. */
  static JsonNode json(Answer answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of something in a project: {@code datasets/d/tables/t}. */
  HttpUrl url(String project, Map<String, String> query, String... path) {
    return url("bigquery/v2/projects", project, query, path);
  }

  private HttpUrl url(String api, String project, Map<String, String> query, String... path) {
    HttpUrl.Builder url = google.root().newBuilder().addPathSegments(api).addPathSegment(project);
    for (String segment : path) {
      url.addPathSegment(segment);
    }
    query.forEach(url::addQueryParameter);
    return url.build();
  }

  JsonNode read(HttpUrl url) {
    return find(url).orElseThrow(() -> missing(url));
  }

  Failure missing(HttpUrl url) {
    return new Failure.Configuration(
        reasons.connection() + ": BigQuery knows nothing at " + url.encodedPath(),
        "check project, dataset and location");
  }

  /** Empty for 404. */
  Optional<JsonNode> find(HttpUrl url) {
    Answer answer = send(new Request.Builder().url(url).build(), Set.of(404));
    return answer.status() == 404 ? Optional.empty() : Optional.of(body(answer));
  }

  /** Harmless if it arrives twice; 404 is accepted. */
  void delete(HttpUrl url) {
    send(new Request.Builder().url(url).delete().build(), Set.of(404));
  }

  /**
   * Sends what may arrive twice without harm.
   *
   * @return empty where it was there already (409)
   */
  Optional<JsonNode> post(HttpUrl url, JsonNode body) {
    Request request =
        new Request.Builder().url(url).post(RequestBody.create(bytes(body), JSON_TYPE)).build();
    return created(request);
  }

  JsonNode patch(HttpUrl url, JsonNode body) {
    Request request =
        new Request.Builder().url(url).patch(RequestBody.create(bytes(body), JSON_TYPE)).build();
    return body(send(request, Set.of()));
  }

  /** Where jobs are inserted together with the rows they load. */
  HttpUrl uploads(String project, String type) {
    return url("upload/bigquery/v2/projects", project, Map.of("uploadType", type), "jobs");
  }

  /** How uploads are sent whose answers the caller looks at where they are these errors. */
  ResumableUpload resumable(int part, Set<Integer> accepted) {
    return new ResumableUpload(
        google.http(), request -> SendOptions.DEFAULT.judgedBy(reasons.judge(accepted)), part);
  }

  /**
   * Sends what may arrive twice without harm.
   *
   * @return empty where it was there already (409)
   */
  Optional<JsonNode> created(Request request) {
    Answer answer = send(request, Set.of(409));
    return answer.status() == 409 ? Optional.empty() : Optional.of(body(answer));
  }

  private Answer send(Request request, Set<Integer> accepted) {
    SendOptions options = SendOptions.DEFAULT.asRepeatable().judgedBy(reasons.judge(accepted));
    return google.http().send(request, options);
  }

  JsonNode body(Answer answer) {
    JsonNode body = json(answer);
    if (!body.isObject()) {
      throw new Failure.Remote(
          reasons.connection()
              + ": BigQuery answered something that is no JSON object ("
              + answer.status()
              + ")",
          "check root_url: a proxy may stand between");
    }
    return body;
  }

  static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  Reasons reasons() {
    return reasons;
  }

  @Override
  public void close() {
    google.close();
  }
}
