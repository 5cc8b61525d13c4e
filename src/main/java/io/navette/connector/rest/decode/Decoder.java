package io.navette.connector.rest.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads the body of a response as plain values, one after the other. */
@FunctionalInterface
public interface Decoder {
  /**
   * The values. The stream is read as they are asked for, and closed by whoever opened it; an
   * IOException while iterating comes as an UncheckedIOException.
   */
  Iterator<@Nullable Object> decode(InputStream body) throws IOException;
}
