package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.http.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes a server of the tests is kept, and arrives as it would without that. */
final class ExchangeFilterTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    ExchangeLog log = new ExchangeLog(Path.of("shop", "tests"), folder.toString());
    server = new LocalServer(new ExchangeFilter(log, "/v1/.*"));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private String sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url(path).toString()));
  }

  /** The line is written after the answer was sent. */
  private String kept() throws IOException, InterruptedException {
    Path file = folder.resolve("shop.jsonl");
    for (int i = 0; i < 200 && !(Files.exists(file) && Files.size(file) > 0); i++) {
      Thread.sleep(50);
    }
    return Files.readString(file);
  }

  @Test
  void theExchangeIsKeptAndTheServerSeesIt() throws IOException, InterruptedException {
    server.then(LocalServer.json(201, "{\"id\": 7}"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"total\": 1}".getBytes(StandardCharsets.UTF_8));
    }
    String answer =
        sent(
            to("/v1/orders?limit=2")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(answer).isEqualTo("{\"id\": 7}");
    assertThat(server.seen()).hasSize(1);
    assertThat(kept())
        .contains("\"method\":\"POST\"", "\"target\":\"/v1/orders?limit=2\"")
        .contains(
            "\"body\":\"{\\\"total\\\": 1}\"", "\"status\":201", "\"type\":\"application/json\"")
        .contains("\"answer\":\"{\\\"id\\\": 7}\"");
  }

  @Test
  void ofAnAnswerThatIsLostTheRequestIsKept() throws IOException, InterruptedException {
    server.then(
        exchange -> {
          throw new IOException("lost");
        });
    assertThatThrownBy(() -> sent(to("/v1/orders").PUT(BodyPublishers.ofString("{}"))))
        .isInstanceOf(IOException.class);
    assertThat(kept()).contains("\"method\":\"PUT\"", "\"body\":\"{}\"").doesNotContain("status");
  }

  @Test
  void whatIsNotTheVendorsIsNotKept() throws IOException, InterruptedException {
    assertThat(sent(to("/token"))).isEqualTo("ok");
    assertThat(folder).isEmptyDirectory();
  }
}
