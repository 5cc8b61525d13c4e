package io.navette.connector.rest.decode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks gzip for another decoder; what is not packed is handed on as it is. */
public final class GzipDecoder implements Decoder {
  private final Decoder inner;
  private final long mostBytes;

  public GzipDecoder(Decoder inner, long mostBytes) {
    this.inner = inner;
    this.mostBytes = mostBytes;
  }

  @Override
  public Iterator<@Nullable Object> decode(InputStream body) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(body);
    bytes.mark(2);
    boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return inner.decode(packed ? new Bounded(new GZIPInputStream(bytes), mostBytes) : bytes);
  }
}
