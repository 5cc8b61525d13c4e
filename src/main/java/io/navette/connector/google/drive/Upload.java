package io.navette.connector.google.drive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.google.ResumableUpload;
import io.navette.connector.google.ResumableUpload.Content;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Sends a file's bytes to Drive, where the file changes with the last of them. */
final class Upload {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType JSON_TYPE = MediaType.get("application/json; charset=UTF-8");
  private final DriveClient client;
  private final ResumableUpload upload;

  /**
   * @param part bytes sent at once, a multiple of 256 KiB
   */
  Upload(DriveClient client, int part) {
    this.client = client;
    this.upload = new ResumableUpload(client.api().http(), client.api()::once, part);
  }

  /**
   * Blocks until Drive has all of it.
   *
   * @param known the file that gets these bytes; empty to make a new one of that name
   */
  void send(Path file, String name, String mimeType, Optional<DriveFile> known) {
    try {
      long size = Files.size(file);
      upload.send(session(name, mimeType, known, size), new Content(file, 0, size));
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
            .method(
                known.isPresent() ? "PATCH" : "POST",
                RequestBody.create(metadata.toString(), JSON_TYPE))
            .build();
    return ResumableUpload.session(upload.begin(request, mimeType, size))
        .orElseThrow(
            () ->
                new Failure.Remote(
                    "connection " + client.connection() + ": Drive began no upload of " + name,
                    "run again; if it stays so, check root_url"));
  }
}
