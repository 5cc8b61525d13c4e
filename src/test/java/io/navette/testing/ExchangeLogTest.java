package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tests ask is kept as lines of JSON, without secrets in headers. */
final class ExchangeLogTest {
  private static final Path FIXTURE = Path.of("connectors", "shop", "scenarios.yaml");

  @TempDir Path folder;

  private static LocalServer.Seen seen() {
    Headers headers = new Headers();
    headers.putAll(
        Map.of(
            "Authorization", List.of("Bearer s3cret"),
            "X-Api-Key", List.of("s3cret"),
            "X-Api-Version", List.of("2")));
    return new LocalServer.Seen("GET", "/orders?limit=2", headers, "");
  }

  @Test
  void eachExchangeIsOneLineAndWrittenOnce() throws IOException {
    ExchangeLog log = new ExchangeLog(FIXTURE, folder.toString());
    log.answered(seen(), 200, "application/json", "{\"next\": \"http://127.0.0.1:4711/x\"}");
    log.answered(seen(), 200, "application/json", "{\"next\": \"http://127.0.0.1:4712/x\"}");
    log.wrongOnPurpose();
    log.asked(seen());
    List<String> lines = Files.readAllLines(folder.resolve("shop.jsonl"));
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .contains("\"fixture\":\"scenarios.yaml\"", "\"target\":\"/orders?limit=2\"")
        .contains("Bearer ***", "\"x-api-key\":\"***\"", "\"x-api-version\":\"2\"")
        .contains("\"status\":200", "http://server/x")
        .doesNotContain("s3cret");
    assertThat(lines.getLast()).contains("\"wrong\":true").doesNotContain("status");
  }

  @Test
  void nothingIsKeptUnlessAFolderIsNamed() throws IOException {
    new ExchangeLog(FIXTURE, "").asked(seen());
    assertThat(folder).isEmptyDirectory();
  }
}
