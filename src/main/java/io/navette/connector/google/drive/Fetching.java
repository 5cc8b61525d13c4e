package io.navette.connector.google.drive;

import io.navette.failure.Failure;
import io.navette.http.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Fetches a file's bytes. A connection that breaks is taken up where it broke, and the sum Drive
 * has of the bytes must be theirs in the end.
 */
record Fetching(DriveClient client) {
  static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** In a row, without a byte between them. */
  private static final int BREAKS = 3;

  private static final int PARTIAL = 206;

  /** Blocks until all of it is there. */
  void fetch(DriveFile file, Path into) {
    try {
      long size = 0;
      for (int breaks = 1; ; breaks++) {
        try {
          receive(address(file), size, into);
          break;
        } catch (Failure.Remote broken) {
          long now = Files.exists(into) ? Files.size(into) : 0;
          // An export is made anew each time, and can't be taken up.
          if (file.isSheet() || breaks == BREAKS) {
            throw broken;
          }
          breaks = now > size ? 0 : breaks;
          size = now;
        }
      }
      requireSame(file, into);
    } catch (IOException e) {
      throw TemporaryFile.unusable(into, e);
    }
  }

  private HttpUrl address(DriveFile file) {
    HttpUrl.Builder address =
        client
            .api()
            .root()
            .newBuilder()
            .addPathSegments("drive/v3/files")
            .addPathSegment(file.id());
    return file.isSheet()
        ? address.addPathSegment("export").addQueryParameter("mimeType", WORKBOOK).build()
        : address
            .addQueryParameter("alt", "media")
            .addQueryParameter("supportsAllDrives", "true")
            .build();
  }

  private void receive(HttpUrl address, long from, Path into) throws IOException {
    Request.Builder request = new Request.Builder().url(address);
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    Request ready = request.build();
    try (Download download = client.api().http().download(ready, client.api().once(ready));
        OutputStream file =
            download.status() == PARTIAL
                ? Files.newOutputStream(into, StandardOpenOption.APPEND)
                : Files.newOutputStream(into)) {
      download.body().transferTo(file);
    }
  }

  private void requireSame(DriveFile file, Path copy) throws IOException {
    if (!file.md5().isEmpty() && !file.md5().equals(md5(copy))) {
      throw new Failure.Remote(
          "connection "
              + client.connection()
              + ": what came of "
              + file.name()
              + " is not what Drive has: it was changed meanwhile, or broke on its way",
          "run again");
    }
  }

  /** Drive's sum for every file; it protects from accidents, not from attackers. */
  private static String md5(Path file) throws IOException {
    try {
      MessageDigest sum = MessageDigest.getInstance("MD5");
      try (DigestInputStream bytes = new DigestInputStream(Files.newInputStream(file), sum)) {
        bytes.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sum.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
