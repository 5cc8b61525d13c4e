package io.navette.connector.google.drive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file's bytes by Drive's resumable protocol: a session, then parts. After a part whose
 * answer got lost, Drive is asked how far it came, and the rest is sent. The file on Drive changes
 * with the last part.
 */
final class Upload {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType JSON_TYPE = MediaType.get("application/json; charset=UTF-8");
  private static final int GO_ON = 308;

  /** In a row, without a byte between them. */
  private static final int BREAKS = 5;

  private final DriveClient client;
  private final int part;

  /**
   * @param part bytes sent at once, a multiple of 256 KiB
   */
  Upload(DriveClient client, int part) {
    this.client = client;
    this.part = part;
  }

  /**
   * Blocks until Drive has all of it.
   *
   * @param known the file that gets these bytes; empty to make a new one of that name
   */
  void send(Path file, String name, String mimeType, Optional<DriveFile> known) {
    try {
      long size = Files.size(file);
      HttpUrl session = session(name, mimeType, known, size);
      long sent = 0;
      int breaks = 0;
      while (sent >= 0) {
        try {
          sent = after(put(session, file, sent, size));
          breaks = 0;
        } catch (Failure.Remote lost) {
          breaks++;
          long now = after(ask(session, size));
          if (now >= 0 && now <= sent && breaks == BREAKS) {
            throw lost;
          }
          breaks = now > sent ? 0 : breaks;
          sent = now;
        }
      }
    } catch (IOException e) {
      throw TemporaryFile.unusable(file, e);
    }
  }

  private HttpUrl session(String name, String mimeType, Optional<DriveFile> known, long size) {
    HttpUrl.Builder address =
        client.api().root().newBuilder().addPathSegments("upload/drive/v3/files");
    known.ifPresent(file -> address.addPathSegment(file.id()));
    HttpUrl url =
        address
            .addQueryParameter("uploadType", "resumable")
            .addQueryParameter("supportsAllDrives", "true")
            .build();
    ObjectNode metadata = JSON.createObjectNode();
    if (known.isEmpty()) {
      metadata.put("name", name).put("mimeType", mimeType);
      metadata.putArray("parents").add(client.target());
    }
    Request request =
        new Request.Builder()
            .url(url)
            .header("X-Upload-Content-Type", mimeType)
            .header("X-Upload-Content-Length", Long.toString(size))
            .method(
                known.isPresent() ? "PATCH" : "POST",
                RequestBody.create(metadata.toString(), JSON_TYPE))
            .build();
    // A session that is not used ends by itself.
    Answer answer = client.api().http().send(request, client.api().once(request).asRepeatable());
    @Nullable HttpUrl session = answer.header("Location").map(HttpUrl::parse).orElse(null);
    if (session == null) {
      throw new Failure.Remote(
          "connection " + client.connection() + ": Drive began no upload of " + name,
          "run again; if it stays so, check root_url");
    }
    return session;
  }

  private Answer put(HttpUrl session, Path file, long from, long size) throws IOException {
    byte[] bytes = new byte[(int) Math.min(part, size - from)];
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "r")) {
      whole.seek(from);
      whole.readFully(bytes);
    }
    String range =
        bytes.length == 0
            ? "bytes */" + size
            : "bytes " + from + "-" + (from + bytes.length - 1) + "/" + size;
    Request request = request(session, bytes, range);
    // Drive may have taken a part of it: it is asked before anything is sent again.
    return client.api().http().send(request, client.api().once(request).asOnce());
  }

  private Answer ask(HttpUrl session, long size) {
    Request request = request(session, new byte[0], "bytes */" + size);
    return client.api().http().send(request, client.api().once(request));
  }

  private static Request request(HttpUrl session, byte[] bytes, String range) {
    return new Request.Builder()
        .url(session)
        .header("Content-Range", range)
        .put(RequestBody.create(bytes))
        .build();
  }

  /** Where to go on; -1 when Drive has all. */
  private static long after(Answer answer) {
    if (answer.status() != GO_ON) {
      return -1;
    }
    return answer
        .header("Range")
        .map(range -> Long.parseLong(range.substring(range.lastIndexOf('-') + 1)) + 1)
        .orElse(0L);
  }
}
