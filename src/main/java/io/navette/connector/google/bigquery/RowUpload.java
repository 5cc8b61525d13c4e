package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.connector.google.ResumableUpload;
import io.navette.connector.google.ResumableUpload.Content;
import io.navette.connector.warehouse.Lines;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Inserts a load job together with its rows (cloud.google.com/bigquery/docs/reference/api-uploads):
 * few of them in the request itself, many by a session, to which they go in parts. The job begins
 * with the last part.
 */
record RowUpload(Api api, String project, Lines lines) {
  /** Sent in one request up to here, and in parts of this size above; a multiple of 256 KiB. */
  static final int PART = 8 << 20;

  private static final String BOUNDARY = "navette-part";
  private static final MediaType MULTIPART =
      MediaType.get("multipart/related; boundary=" + BOUNDARY);
  private static final String BYTES = "application/octet-stream";

  /** A session that ends before its time is begun anew, with the same job. */
  private static final int SESSIONS = 3;

  private static final int DUPLICATE = 409;
  private static final Set<Integer> GONE = Set.of(404, 410);

  /**
   * Blocks until BigQuery has all rows.
   *
   * @return the job as it is then; empty where it was inserted before
   */
  Optional<JsonNode> send(JsonNode job) throws IOException {
    return lines.bytes() <= PART ? whole(job) : inParts(job);
  }

  private Optional<JsonNode> whole(JsonNode job) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(header("application/json; charset=UTF-8"));
    body.writeBytes(Api.bytes(job));
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    body.writeBytes(header(BYTES));
    body.writeBytes(lines.content());
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return api.created(
        new Request.Builder()
            .url(api.uploads(project, "multipart"))
            .post(RequestBody.create(body.toByteArray(), MULTIPART))
            .build());
  }

  private static byte[] header(String type) {
    return ("--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Optional<JsonNode> inParts(JsonNode job) throws IOException {
    ResumableUpload upload = api.resumable(PART, Set.of(404, DUPLICATE, 410));
    Content rows = new Content(lines.file(), lines.first(), lines.end());
    for (int sessions = 0; sessions < SESSIONS; sessions++) {
      Answer begun = begin(upload, job);
      if (begun.status() == DUPLICATE) {
        return Optional.empty();
      }
      Answer ended = upload.send(session(begun), rows);
      if (ended.status() == DUPLICATE) {
        return Optional.empty();
      }
      if (!GONE.contains(ended.status())) {
        return Optional.of(api.body(ended));
      }
    }
    throw new Failure.Remote(
        api.reasons().connection() + ": " + SESSIONS + " uploads in a row ended before their time",
        "run again; if it stays so, look at the connection to BigQuery");
  }

  private Answer begin(ResumableUpload upload, JsonNode job) {
    HttpUrl url = api.uploads(project, "resumable");
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(Api.bytes(job), Api.JSON_TYPE))
            .build();
    Answer begun = upload.begin(request, BYTES, lines.bytes());
    if (GONE.contains(begun.status())) {
      throw api.missing(url);
    }
    return begun;
  }

  private HttpUrl session(Answer begun) {
    return ResumableUpload.session(begun)
        .orElseThrow(
            () ->
                new Failure.Remote(
                    api.reasons().connection() + ": BigQuery began no upload",
                    "run again; if it stays so, check root_url"));
  }
}
