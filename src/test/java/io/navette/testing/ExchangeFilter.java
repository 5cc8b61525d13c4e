package io.navette.testing;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Keeps what a server that plays a vendor is asked and answers, as {@link ExchangeLog} does; the
 * server does not notice. Answers that break off are not kept, their requests are.
 */
public final class ExchangeFilter extends Filter {
  private final ExchangeLog log;
  private final Pattern paths;

  /**
   * @param vendor the name of its connector
   * @param paths what the vendor's description is about; nothing else is kept
   */
  public ExchangeFilter(String vendor, String paths) {
    this(new ExchangeLog(Path.of(vendor, "tests")), paths);
  }

  ExchangeFilter(ExchangeLog log, String paths) {
    this.log = log;
    this.paths = Pattern.compile(paths);
  }

  @Override
  public String description() {
    return "keeps exchanges";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (!log.isKept() || !paths.matcher(exchange.getRequestURI().getPath()).matches()) {
      chain.doFilter(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    Copied answer = new Copied(exchange.getResponseBody());
    exchange.setStreams(new ByteArrayInputStream(body), answer);
    LocalServer.Seen seen =
        new LocalServer.Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            text(exchange, body));
    try {
      chain.doFilter(exchange);
    } catch (IOException e) {
      log.asked(seen);
      throw e;
    }
    String type = exchange.getResponseHeaders().getFirst("Content-Type");
    log.answered(
        seen,
        exchange.getResponseCode(),
        Objects.requireNonNullElse(type, ""),
        answer.bytes.toString(StandardCharsets.UTF_8));
  }

  /** What a client packed is told as it was before. */
  private static String text(HttpExchange exchange, byte[] body) throws IOException {
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final class Copied extends FilterOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Copied(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes.write(one);
    }

    @Override
    public void write(byte[] from, int start, int count) throws IOException {
      out.write(from, start, count);
      bytes.write(from, start, count);
    }
  }
}
