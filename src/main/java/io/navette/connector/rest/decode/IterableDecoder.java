package io.navette.connector.rest.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line, one record: {@code {"record": "the line"}}. */
public final class IterableDecoder implements Decoder {
  @Override
  public Iterator<@Nullable Object> decode(InputStream body) {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    return new Pulled(() -> next(lines));
  }

  private static Object next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    return line == null ? Pulled.END : new LinkedHashMap<>(Map.of("record", line));
  }
}
