package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.navette.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API in ten lines of YAML, run by the program. */
final class RestTest {
  private static final int ITEMS = 250;

  @TempDir Path folder = Path.of("unset");

  @Test
  void anApiInTenLinesIsCarriedIntoSqlite() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/items", RestTest::items);
    server.start();
    try {
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            api:
              type: rest
              url: http://127.0.0.1:%d
              streams: {items: /items}
              data_path: data
              key: [id]
              auth: {type: bearer, token: "${env:API_TOKEN}"}
              pagination: {type: page, param: page, size: 100, size_param: per_page}
            lake: {type: sqlite, path: lake.db}
          jobs:
            items: {from: api, to: lake, streams: {items: {mode: upsert, key: [id]}}}
          """
              .formatted(server.getAddress().getPort()));
      Program program =
          new Program(
              folder,
              Map.of("NAVETTE_HOME", folder.resolve("home").toString(), "API_TOKEN", "t0ken"));
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isZero();
      assertThat(first.err()).contains(ITEMS + " rows read, " + ITEMS + " created");
      Program.Result second = program.run("sync");
      assertThat(second.err()).contains(ITEMS + " unchanged");
    } finally {
      server.stop(0);
    }
  }

  private static void items(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean known = "Bearer t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    int page = Integer.parseInt(query.replaceAll("(?:.*&)?page=(\\d+).*", "$1"));
    StringBuilder rows = new StringBuilder();
    for (int id = (page - 1) * 100 + 1; id <= Math.min(page * 100, ITEMS); id++) {
      rows.append(rows.isEmpty() ? "" : ",")
          .append("{\"id\":%d,\"name\":\"item %d\"}".formatted(id, id));
    }
    byte[] body = ("{\"data\":[" + rows + "]}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
