package io.navette.connector.rest.decode;

import io.navette.connector.rest.value.JsonValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** One JSON value per line; empty lines count for nothing. */
public final class JsonlDecoder implements Decoder {
  @Override
  public Iterator<@Nullable Object> decode(InputStream body) {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    return new Pulled(() -> next(lines));
  }

  private static @Nullable Object next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && line.isBlank()) {
      line = lines.readLine();
    }
    return line == null ? Pulled.END : JsonValues.parse(line);
  }
}
