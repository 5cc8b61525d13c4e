package io.navette.connector.warehouse;

import io.navette.failure.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows until they are loaded, in a temporary file that only this user may read, so that a
 * load may be large and be sent again. Used by one thread.
 */
final class Spool implements AutoCloseable {
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private long bytes;
  private long count;

  /** Something that reads lines. */
  @FunctionalInterface
  interface Use {
    void of(Lines lines) throws IOException;
  }

  void add(String line) {
    try {
      if (out == null) {
        file = Files.createTempFile("navette-rows", ".json");
        out = new BufferedOutputStream(Files.newOutputStream(file));
      }
      byte[] text = line.getBytes(StandardCharsets.UTF_8);
      out.write(text);
      out.write('\n');
      bytes += text.length + 1;
      count++;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  long bytes() {
    return bytes;
  }

  /** Hands all lines on, where there are any, and forgets them; blocks. */
  void drain(Use use) {
    try {
      if (out != null && file != null) {
        out.flush();
        use.of(new Lines(file, 0, bytes, count));
        close();
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Forgets all lines. */
  @Override
  public void close() {
    try {
      if (out != null && file != null) {
        out.close();
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    out = null;
    bytes = 0;
    count = 0;
  }

  private Failure unusable(IOException cause) {
    return new Failure.Remote(
        (file == null ? System.getProperty("java.io.tmpdir") : file)
            + " can't be used: "
            + cause.getMessage(),
        "rows are kept there until they are loaded: make room, or set another folder with TMPDIR",
        cause);
  }
}
