package io.navette.connector.rest.engine;

import com.fasterxml.jackson.core.JacksonException;
import io.navette.connector.rest.decode.Decoder;
import io.navette.connector.rest.paging.Page;
import io.navette.connector.rest.paging.PaginationStrategy;
import io.navette.connector.rest.records.RecordSelector;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** A page whose records are decoded out of a response as they are asked for. */
final class ResponsePage implements RecordPage {
  private static final int SHOWN = 200;

  private final String stream;
  private final Body body;
  private final RecordSelector selector;
  private final Map<String, @Nullable Object> context;
  private final PaginationStrategy strategy;
  private final @Nullable Object token;
  private final Iterator<@Nullable Object> values;
  private final long weight;
  private Iterator<@Nullable Object> extracted = Collections.emptyIterator();
  private @Nullable Object firstValue;
  private boolean any;
  private int size;
  private boolean anyAccepted;

  /** The last record that passed the filter; where none did, the last there was. */
  private @Nullable Map<String, @Nullable Object> last;

  /**
   * What came.
   *
   * @param ignored whether the manifest says to read nothing of it
   */
  record Body(Headers headers, InputStream bytes, boolean ignored, Runnable closing) {}

  ResponsePage(
      String stream,
      Body body,
      Decoder decoder,
      RecordSelector selector,
      Map<String, @Nullable Object> context,
      PaginationStrategy strategy,
      @Nullable Object token) {
    this.stream = stream;
    this.body = body;
    this.selector = selector;
    this.context = context;
    this.strategy = strategy;
    this.token = token;
    this.weight = body.bytes() instanceof ByteArrayInputStream whole ? whole.available() : 0;
    this.values = body.ignored() ? Collections.emptyIterator() : decode(decoder);
  }

  private Iterator<@Nullable Object> decode(Decoder decoder) {
    String type = String.valueOf(body.headers().get("Content-Type")).toLowerCase(Locale.ROOT);
    if (type.contains("text/html")) {
      body.closing().run();
      throw new Failure.Remote(
          stream + ": the API answered with an HTML page instead of data",
          "check the address and the credentials; a proxy or a login page may have answered");
    }
    try {
      return decoder.decode(body.bytes());
    } catch (IOException e) {
      body.closing().run();
      throw malformed(e);
    }
  }

  private Failure malformed(IOException cause) {
    String reason =
        cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
    return new Failure.Data(
        stream + ": a page can't be read: " + reason + beginning(),
        "run it again; if it fails again, tell the API's provider",
        cause);
  }

  /** What is there instead: often a warning of the server's program, printed before the data. */
  private String beginning() {
    if (!(body.bytes() instanceof ByteArrayInputStream whole)) {
      return "";
    }
    whole.reset();
    byte[] first = new byte[4 * SHOWN];
    int length = whole.readNBytes(first, 0, first.length);
    String text = new String(first, 0, length, StandardCharsets.UTF_8);
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.isEmpty()
        ? ""
        : "; it begins with: " + line.substring(0, Math.min(SHOWN, line.length()));
  }

  @Override
  public Optional<Found> next() {
    while (true) {
      while (!extracted.hasNext()) {
        if (!advance()) {
          return Optional.empty();
        }
      }
      Object value = extracted.next();
      size++;
      if (!(value instanceof Map<?, ?>)) {
        return Optional.of(new Found(null, value));
      }
      Map<String, @Nullable Object> record = PlainValues.map(value);
      boolean accepted = selector.accept(record, context);
      // A page of which nothing is left is not the last one: what comes next stands in its records.
      if (accepted || !anyAccepted) {
        last = record;
      }
      if (accepted) {
        anyAccepted = true;
        return Optional.of(new Found(record, record));
      }
    }
  }

  private boolean advance() {
    try {
      if (!values.hasNext()) {
        return false;
      }
      Object value = values.next();
      if (!any) {
        any = true;
        firstValue = value;
      }
      extracted = selector.extract(value).iterator();
      return true;
    } catch (UncheckedIOException e) {
      throw malformed(Objects.requireNonNull(e.getCause()));
    }
  }

  @Override
  public Optional<Object> following() {
    if (body.ignored()) {
      return Optional.empty();
    }
    Object seen = any ? firstValue : Map.of();
    return strategy.next(new Page(seen, HttpRequester.headers(body.headers()), size, last, token));
  }

  /** How many records came so far, those that did not pass the filter too. */
  int size() {
    return size;
  }

  /** A header of the answer. */
  Optional<String> header(String name) {
    return Optional.ofNullable(body.headers().get(name));
  }

  @Override
  public long weight() {
    return weight;
  }

  @Override
  public void close() {
    body.closing().run();
  }
}
