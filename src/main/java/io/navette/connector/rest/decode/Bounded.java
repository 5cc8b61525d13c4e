package io.navette.connector.rest.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacked bytes up to a limit, so that a small response can't unpack without end. */
final class Bounded extends FilterInputStream {
  private long left;

  Bounded(InputStream unpacked, long most) {
    super(unpacked);
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("the response unpacks to more than it may");
    }
  }
}
