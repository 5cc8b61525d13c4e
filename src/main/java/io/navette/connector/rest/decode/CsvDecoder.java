package io.navette.connector.rest.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV under the names in the first. Values are texts; those a manifest calls empty are
 * null, and so are the ones a short row lacks. A row that is too long is an error.
 */
public final class CsvDecoder implements Decoder {
  private final Charset encoding;
  private final char delimiter;
  private final Set<String> empty;

  public CsvDecoder(Charset encoding, char delimiter, Set<String> empty) {
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.empty = Set.copyOf(empty);
  }

  @Override
  public Iterator<@Nullable Object> decode(InputStream body) throws IOException {
    PushbackReader text =
        new PushbackReader(new BufferedReader(new InputStreamReader(body, encoding)));
    int first = text.read();
    if (first >= 0 && first != '\uFEFF') {
      text.unread(first);
    }
    Optional<List<String>> names = row(text);
    return new Pulled(() -> names.isEmpty() ? Pulled.END : next(text, names.get()));
  }

  private Object next(PushbackReader text, List<String> names) throws IOException {
    Optional<List<String>> row = row(text);
    if (row.isEmpty()) {
      return Pulled.END;
    }
    List<String> values = row.get();
    if (values.size() > names.size()) {
      throw new IOException(
          "a row has " + values.size() + " values, but there are " + names.size() + " columns");
    }
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = i < values.size() ? values.get(i) : null;
      record.put(names.get(i), value == null || empty.contains(value) ? null : value);
    }
    return record;
  }

  /** The next row that isn't empty. */
  private Optional<List<String>> row(PushbackReader text) throws IOException {
    int c = text.read();
    while (c == '\n' || c == '\r') {
      c = text.read();
    }
    if (c < 0) {
      return Optional.empty();
    }
    text.unread(c);
    List<String> values = new ArrayList<>();
    boolean more = true;
    while (more) {
      StringBuilder value = new StringBuilder();
      more = value(text, value);
      values.add(value.toString());
    }
    return Optional.of(values);
  }

  /** Reads one value; whether another follows in the row. */
  private boolean value(PushbackReader text, StringBuilder value) throws IOException {
    int c = text.read();
    if (c == '"') {
      c = quoted(text, value);
    }
    while (c >= 0 && c != delimiter && c != '\n' && c != '\r') {
      value.append((char) c);
      c = text.read();
    }
    if (c == '\r') {
      int after = text.read();
      if (after >= 0 && after != '\n') {
        text.unread(after);
      }
    }
    return c == delimiter;
  }

  /** Reads to the closing quote; the character after it. */
  private static int quoted(PushbackReader text, StringBuilder value) throws IOException {
    int c = text.read();
    while (c >= 0) {
      if (c == '"') {
        c = text.read();
        if (c != '"') {
          return c;
        }
      }
      value.append((char) c);
      c = text.read();
    }
    throw new IOException("a quoted value never ends");
  }
}
