package io.navette.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** The lines a file holds already, kept when others are written behind them. */
public final class Kept {
  private Kept() {}

  /** Copies them, with an end to the last line; false when there are none. */
  public static boolean copy(Path file, OutputStream into) throws IOException {
    byte[] buffer = new byte[1 << 16];
    byte last = 0;
    try (InputStream lines = Input.open(file)) {
      for (int read = lines.read(buffer); read > 0; read = lines.read(buffer)) {
        into.write(buffer, 0, read);
        last = buffer[read - 1];
      }
    }
    if (last != 0 && last != '\n') {
      into.write('\n');
    }
    return last != 0;
  }
}
