package io.navette.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.HttpUrl;

/** The tills of one shop: sales to read, and items whose price can be changed. */
public final class LightspeedShop implements AutoCloseable {
  private static final Path FILES = Path.of("src/test/resources/connectors/lightspeed");
  private static final JsonMapper JSON = new JsonMapper();

  private final LocalServer server = new LocalServer();
  private final Map<String, String> prices = new LinkedHashMap<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();

  /** Has items with these numbers of its own, {@code customSku}. */
  public LightspeedShop(String... skus) throws IOException {
    for (String sku : skus) {
      prices.put(sku, "0.00");
    }
    server.always(this::answer);
  }

  /** Its address, without a slash at the end. */
  public String address() {
    return server.url("/").toString().replaceFirst("/$", "");
  }

  /** What the items cost, by their number. */
  public synchronized Map<String, String> prices() {
    return Map.copyOf(prices);
  }

  /** What it did not know. */
  public List<String> unexpected() {
    return unexpected;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    HttpUrl url = HttpUrl.get("http://localhost" + seen.target());
    String path = url.encodedPath().replaceFirst("^/API/V3/Account/1001", "");
    Optional<String> text =
        switch (path) {
          case "/token" -> Optional.of(file("token.json"));
          case "/API/V3/Account.json" -> Optional.of(file("accounts.json"));
          case "/Sale.json" ->
              Optional.of(
                  file(url.queryParameter("after") == null ? "sales-1.json" : "sales-2.json"));
          case "/Item.json" -> Optional.of(item(String.valueOf(url.queryParameter("customSku"))));
          default -> seen.method().equals("PUT") ? change(path, seen.body()) : Optional.empty();
        };
    if (text.isEmpty()) {
      unexpected.add(seen.method() + " " + seen.target());
    }
    LocalServer.json(text.isEmpty() ? 404 : 200, text.orElse("{}")).answer(exchange);
  }

  private String file(String name) throws IOException {
    return Files.readString(FILES.resolve(name)).replace("{server}", address());
  }

  /** An item's id is its number with {@code 7} before it. */
  private String item(String sku) {
    return prices.containsKey(sku)
        ? "{\"@attributes\": {\"next\": \"\"}, \"Item\": {\"itemID\": \"7%s\", \"customSku\": \"%s\"}}"
            .formatted(sku, sku)
        : "{\"@attributes\": {\"next\": \"\"}}";
  }

  private Optional<String> change(String path, String body) throws IOException {
    String sku = path.replaceFirst("^/Item/7", "").replaceFirst("[.]json$", "");
    JsonNode price = JSON.readTree(body).at("/Prices/ItemPrice/0");
    prices.replace(sku, price.path("amount").asText() + " " + price.path("useType").asText());
    return Optional.of("{\"Item\": {\"itemID\": \"7" + sku + "\"}}");
  }

  @Override
  public void close() {
    server.close();
  }
}
