package io.navette.connector.rest.decode;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON document: a list is its items, anything else one value, nothing an empty object. */
public final class JsonDecoder implements Decoder {
  @Override
  public Iterator<@Nullable Object> decode(InputStream body) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(body);
    int first = bytes.read();
    if (first < 0) {
      return single(new LinkedHashMap<>());
    }
    bytes.unread(first);
    Object value = JsonValues.parse(bytes);
    if (value instanceof List<?> items) {
      return items.isEmpty() ? single(new LinkedHashMap<>()) : PlainValues.list(items).iterator();
    }
    return single(value);
  }

  static Iterator<@Nullable Object> single(@Nullable Object value) {
    return Collections.<@Nullable Object>singletonList(value).iterator();
  }
}
