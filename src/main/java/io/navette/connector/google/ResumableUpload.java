package io.navette.connector.google;

import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Http;
import io.navette.http.SendOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Sends bytes of a file by Google's resumable protocol: a session, then parts. After a part whose
 * answer got lost, Google is asked how far it came, and the rest is sent
 * (cloud.google.com/bigquery/docs/reference/api-uploads). What is sent takes effect with the last
 * part.
 */
public final class ResumableUpload {
  private static final int GO_ON = 308;

  /** In a row, without a byte between them. */
  private static final int BREAKS = 5;

  private final Http http;
  private final Function<Request, SendOptions> options;
  private final int part;

  /**
   * @param options says what answers mean; 308 has to be accepted
   * @param part bytes sent at once, a multiple of 256 KiB; so many are in memory
   */
  public ResumableUpload(Http http, Function<Request, SendOptions> options, int part) {
    this.http = http;
    this.options = options;
    this.part = part;
  }

  /** Bytes of a file, from the first to before the end. */
  public record Content(Path file, long first, long end) {
    long size() {
      return end - first;
    }
  }

  /**
   * Begins a session, which ends by itself when it is not used; blocks.
   *
   * @param request with the metadata
   */
  public Answer begin(Request request, String mimeType, long size) {
    Request announced =
        request
            .newBuilder()
            .header("X-Upload-Content-Type", mimeType)
            .header("X-Upload-Content-Length", Long.toString(size))
            .build();
    return http.send(announced, options.apply(announced).asRepeatable());
  }

  /** Where the parts go; empty when no session was begun. */
  public static Optional<HttpUrl> session(Answer begun) {
    return begun.header("Location").map(HttpUrl::parse);
  }

  /**
   * Sends all of it; blocks.
   *
   * @return the answer to the last part, or another that asks for no more
   * @throws IOException when the file can't be read
   */
  public Answer send(HttpUrl session, Content content) throws IOException {
    long sent = 0;
    int breaks = 0;
    while (true) {
      Answer answer;
      try {
        answer = put(session, content, sent);
        breaks = 0;
      } catch (Failure.Remote lost) {
        answer = ask(session, content.size());
        breaks = answer.status() != GO_ON || taken(answer) > sent ? 0 : breaks + 1;
        if (breaks == BREAKS) {
          throw lost;
        }
      }
      if (answer.status() != GO_ON) {
        return answer;
      }
      sent = taken(answer);
    }
  }

  private Answer put(HttpUrl session, Content content, long sent) throws IOException {
    byte[] bytes = new byte[(int) Math.min(part, content.size() - sent)];
    try (RandomAccessFile file = new RandomAccessFile(content.file().toFile(), "r")) {
      file.seek(content.first() + sent);
      file.readFully(bytes);
    }
    String range =
        bytes.length == 0
            ? "bytes */" + content.size()
            : "bytes " + sent + "-" + (sent + bytes.length - 1) + "/" + content.size();
    Request request = request(session, bytes, range);
    // Google may have taken a part of it: it is asked before anything is sent again.
    return http.send(request, options.apply(request).asOnce());
  }

  private Answer ask(HttpUrl session, long size) {
    Request request = request(session, new byte[0], "bytes */" + size);
    return http.send(request, options.apply(request));
  }

  private static Request request(HttpUrl session, byte[] bytes, String range) {
    return new Request.Builder()
        .url(session)
        .header("Content-Range", range)
        .put(RequestBody.create(bytes))
        .build();
  }

  /** How many bytes Google has. */
  private static long taken(Answer answer) {
    return answer
        .header("Range")
        .map(range -> Long.parseLong(range.substring(range.lastIndexOf('-') + 1)) + 1)
        .orElse(0L);
  }
}
