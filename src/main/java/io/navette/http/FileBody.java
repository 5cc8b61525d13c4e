package io.navette.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;

/** Bytes of a file as a request's body; they are read each time it is sent, and never kept. */
public final class FileBody extends RequestBody {
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final Path file;
  private final long first;
  private final long end;

  /**
   * @param first the offset of the first byte
   * @param end the offset behind the last one
   */
  public FileBody(Path file, long first, long end) {
    this.file = file;
    this.first = first;
    this.end = end;
  }

  @Override
  public MediaType contentType() {
    return BYTES;
  }

  @Override
  public long contentLength() {
    return end - first;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      bytes.skipNBytes(first);
      sink.write(Okio.source(bytes), contentLength());
    }
  }
}
