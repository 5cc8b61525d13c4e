package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.http.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The uploads of a {@link BigQueryServer}: of a request of two parts, and of sessions, whose parts
 * must fit each other.
 */
public final class BigQueryUploads {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern RANGE = Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+))/(\\d+)");
  private static final int UNIT = 256 << 10;
  private static final LocalServer.Reply BROKEN =
      exchange -> {
        throw new IOException("broken");
      };

  private final BigQueryJobs jobs;
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final List<Integer> parts = new CopyOnWriteArrayList<>();
  private int taken = Integer.MAX_VALUE;
  private boolean expired;
  private boolean losing;
  private boolean expiring;

  BigQueryUploads(BigQueryJobs jobs) {
    this.jobs = jobs;
  }

  private static final class Session {
    final JsonNode job;
    final long size;
    final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    LocalServer.@Nullable Reply done;

    Session(JsonNode job, long size) {
      this.job = job;
      this.size = size;
    }
  }

  /** The sizes of all parts that arrived. */
  public List<Integer> parts() {
    return parts;
  }

  /** Of the next part only so many bytes arrive, before the connection breaks. */
  public synchronized void breakAfter(int bytes) {
    taken = bytes;
  }

  /**
   * The answer to the next last part is lost.
   *
   * @param forgetting whether the session is not known any more then
   */
  public synchronized void loseLast(boolean forgetting) {
    losing = true;
    expiring = forgetting;
  }

  /** The session of the next part is not known any more. */
  public synchronized void expire() {
    expired = true;
  }

  synchronized LocalServer.Reply reply(LocalServer.Seen seen, HttpUrl url)
      throws IOException, SQLException {
    String session = url.queryParameter("upload_id");
    if (session != null) {
      return part(seen, sessions.get(Integer.parseInt(session)));
    }
    if ("multipart".equals(url.queryParameter("uploadType"))) {
      return whole(seen.body());
    }
    long size = Long.parseLong(seen.header("X-Upload-Content-Length"));
    sessions.add(new Session(JSON.readTree(seen.body()), size));
    HttpUrl place =
        url.newBuilder()
            .addQueryParameter("upload_id", Integer.toString(sessions.size() - 1))
            .build();
    return LocalServer.status(200, "Location", place.toString());
  }

  private LocalServer.Reply part(LocalServer.Seen seen, Session session)
      throws IOException, SQLException {
    Matcher range = RANGE.matcher(seen.header("Content-Range"));
    byte[] content = seen.content();
    int held = session.rows.size();
    if (expired) {
      expired = false;
      return BigQueryServer.error(404, "notFound", "No such upload");
    }
    if (!range.matches() || Long.parseLong(range.group(3)) != session.size) {
      return wrong("Content-Range");
    }
    if (range.group(1) != null) {
      parts.add(content.length);
      boolean last = held + content.length == session.size;
      if (Integer.parseInt(range.group(1)) != held || (!last && content.length % UNIT != 0)) {
        return wrong("this is not the next part");
      }
      session.rows.write(content, 0, Math.min(content.length, taken));
      if (content.length > taken) {
        taken = Integer.MAX_VALUE;
        return BROKEN;
      }
    }
    if (session.rows.size() < session.size) {
      return LocalServer.status(308, range(session.rows.size()));
    }
    if (session.done == null) {
      session.done = jobs.insert(session.job, session.rows.toString(StandardCharsets.UTF_8));
      if (losing) {
        losing = false;
        expired = expiring;
        return BROKEN;
      }
    }
    return session.done;
  }

  private static String[] range(int held) {
    return held == 0 ? new String[0] : new String[] {"Range", "bytes=0-" + (held - 1)};
  }

  private static LocalServer.Reply wrong(String message) {
    return LocalServer.json(400, "{\"error\": {\"message\": \"" + message + "\"}}");
  }

  /** Takes apart a request of two parts. */
  private LocalServer.Reply whole(String body) throws IOException, SQLException {
    String boundary = body.substring(0, body.indexOf("\r\n"));
    String[] pieces = body.split(Pattern.quote(boundary), -1);
    return jobs.insert(JSON.readTree(content(pieces[1])), content(pieces[2]));
  }

  private static String content(String part) {
    return part.substring(part.indexOf("\r\n\r\n") + 4, part.length() - 2);
  }
}
