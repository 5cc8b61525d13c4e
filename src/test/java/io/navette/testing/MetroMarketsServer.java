package io.navette.testing;

import com.sun.net.httpserver.HttpExchange;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * METRO Markets as its page on authentication describes it: a request is answered only when its
 * signature is that of method, whole address, body and time, and the time is that of now.
 */
public final class MetroMarketsServer implements AutoCloseable {
  private static final String CLIENT = "our-shop";
  private static final long TOLERANCE_SECONDS = 300;

  private final LocalServer server = new LocalServer();
  private final String key;
  private final String encoding;
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private final List<String> confirmed = new CopyOnWriteArrayList<>();
  private final Map<String, String> offers = new ConcurrentHashMap<>();
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * @param encoding of signatures, {@code hex} or {@code base64}
   */
  public MetroMarketsServer(String key, String encoding) throws IOException {
    this.key = key;
    this.encoding = encoding;
    server.always(this::answer);
  }

  /** Its address, without a slash at the end. */
  public String address() {
    return server.url("/").toString().replaceFirst("/$", "");
  }

  /** The next request is verified, and answered by 503. */
  public void failOnce() {
    failing.set(true);
  }

  /** Requests whose signature was wrong. */
  public List<String> refused() {
    return refused;
  }

  /** The signatures that were right, in their order. */
  public List<String> signatures() {
    return signatures;
  }

  /** The bodies of offers, by sku. */
  public Map<String, String> offers() {
    return offers;
  }

  /** The lines of orders that were confirmed. */
  public List<String> confirmed() {
    return confirmed;
  }

  private void answer(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    if (!isRight(seen)) {
      refused.add(seen.method() + " " + seen.target());
      LocalServer.json(401, "{\"message\": \"Invalid signature\"}").answer(exchange);
      return;
    }
    signatures.add(seen.header("X-Signature") + seen.header("X-Timestamp"));
    if (failing.getAndSet(false)) {
      LocalServer.status(503, "Retry-After", "2").answer(exchange);
      return;
    }
    reply(seen).answer(exchange);
  }

  private boolean isRight(LocalServer.Seen seen) {
    String time = seen.header("X-Timestamp");
    boolean current =
        time.matches("[0-9]{1,12}")
            && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) <= TOLERANCE_SECONDS;
    return current
        && CLIENT.equals(seen.header("X-Client-Id"))
        && signature(seen, time).equals(seen.header("X-Signature"));
  }

  private String signature(LocalServer.Seen seen, String time) {
    String signed = String.join("\n", seen.method(), address() + seen.target(), seen.body(), time);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return encoding.equals("hex")
          ? HexFormat.of().formatHex(signature)
          : Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private LocalServer.Reply reply(LocalServer.Seen seen) throws IOException {
    String path = seen.target().replaceFirst("[?].*", "");
    if (path.equals("/openapi/v2/orders")) {
      // All in the window that holds the day, none in the others.
      boolean there = seen.target().contains("2026-02-28") || seen.target().contains("2026-02-26");
      return fixture(there && !seen.target().contains("offset=1") ? "orders-3" : "empty");
    }
    if (path.startsWith("/openapi/v2/orders/")) {
      return fixture("order-3");
    }
    if (path.equals("/openapi/v2/offers")) {
      String sku = String.valueOf(PlainValues.map(JsonValues.parse(seen.body())).get("sku"));
      offers.put(sku, seen.body());
      return LocalServer.body("{\"offerNumber\": \"M-" + sku + "\"}");
    }
    if (path.endsWith("/confirm")) {
      confirmed.add(path.split("/", -1)[4]);
      return LocalServer.status(204);
    }
    return LocalServer.status(404);
  }

  private static LocalServer.Reply fixture(String name) throws IOException {
    return LocalServer.body(
        Files.readString(FixtureFiles.ROOT.resolve("metro-markets/" + name + ".json")));
  }

  @Override
  public void close() {
    server.close();
  }
}
