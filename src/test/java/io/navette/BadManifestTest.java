package io.navette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.navette.connector.ApiContext;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.SharedState;
import io.navette.connector.Source;
import io.navette.connector.rest.ManifestConnector;
import io.navette.connector.rest.RestRuntime;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Manifests and answers that nobody should have written end in a clear error and its exit code. */
@Timeout(60)
final class BadManifestTest {
  private static final String GOOD =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [a]}
      streams:
        - name: a
          primary_key: id
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: a}
            record_selector: {extractor: {field_path: []}}
      """;
  private static final Schema ID = Schema.of(Column.of("id", ColumnType.INTEGER));

  @TempDir Path folder = Path.of("unset");
  private final Surroundings around = new Surroundings();

  private void fails(int exit, String manifest, String... said) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), manifest);
    Throwable thrown = catchThrowable(this::read);
    assertThat(thrown).as(manifest).isNotNull();
    assertThat(thrown).hasMessageContainingAll(said);
    assertThat(Main.exit(thrown)).as(thrown.toString()).isEqualTo(exit);
  }

  private long read() {
    ManifestConnector connector =
        new ManifestConnector(
            new RestRuntime(new ApiContext(around, around, SharedState.none()), line -> {}));
    Map<String, Object> values =
        Map.of(
            "manifest",
            folder.resolve("shop.yaml"),
            "hosts",
            List.of("127.0.0.1"),
            "timeout",
            Duration.ofSeconds(5));
    long rejected = 0;
    try (Source source = connector.openSource(new Settings("shop", values));
        RowReader reader = source.read(ReadRequest.all("a", ID))) {
      for (Optional<RowBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        rejected += next.get().rejections().size();
      }
    }
    return rejected;
  }

  @Test
  void aManifestThatIsNoneIsNamedWithTheLine() throws IOException {
    fails(4, "version: [6.0.0\nstreams: {", "shop.yaml");
    fails(4, "just words", "shop.yaml");
    fails(4, "", "shop.yaml");
    Files.write(folder.resolve("shop.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    Throwable thrown = catchThrowable(this::read);
    assertThat(Main.exit(thrown)).as(String.valueOf(thrown)).isEqualTo(4);
  }

  @Test
  void referencesThatLeadToThemselvesEnd() throws IOException {
    fails(
        4,
        GOOD + "definitions: {x: {$ref: '#/definitions/y'}, y: {$ref: '#/definitions/x'}}\n",
        "shop.yaml",
        "#/definitions/");
  }

  @Test
  void anUnknownComponentRefusesItsStream() throws IOException {
    fails(4, GOOD.replace("type: HttpRequester", "type: MagicRequester"), "a: ", "MagicRequester");
  }

  @Test
  void expressionsThatExplodeAreStopped() throws IOException {
    try (LocalServer server = new LocalServer()) {
      for (String expression :
          List.of(
              "{{ 'x' * 1000000000000 }}",
              "{% for i in 'abcdefghij' * 100000 %}{{ i }}{% endfor %}",
              "{{ 9 ** 999999999 }}")) {
        String base = server.url("/").toString();
        fails(
            4,
            GOOD.replace("BASE, path: a", base + ", path: \"" + expression + "\""),
            "expression");
      }
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() throws IOException {
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    try (LocalServer server = new LocalServer()) {
      server.always(
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 3 * 1024; i++) {
              exchange.getResponseBody().write(blanks);
            }
          });
      fails(8, GOOD.replace("BASE", server.url("/").toString()), "shop: GET 127.0.0.1/a");
    }
  }

  @Test
  void valuesThatAreNoRecordsAreRejectedAndTheOthersPass() throws IOException {
    try (LocalServer server = new LocalServer()) {
      Files.writeString(
          folder.resolve("shop.yaml"), GOOD.replace("BASE", server.url("/").toString()));
      server.always(LocalServer.body("[{\"id\": 1}, 7, \"x\", [2], {\"id\": \"no\"}]"));
      assertThat(read()).isEqualTo(4);
    }
  }

  @Test
  void aTokenEndpointThatIsGladToRefuseIsARefusal() throws IOException {
    try (LocalServer server = new LocalServer()) {
      server.always(LocalServer.body("{\"error\": \"invalid_client\"}"));
      String base = server.url("/").toString();
      String oauth =
          base
              + ", authenticator: {type: OAuthAuthenticator, token_refresh_endpoint: \""
              + base
              + "token\", client_id: me, client_secret: s, refresh_token: r}";
      fails(5, GOOD.replace("BASE", oauth), "invalid_client");
      assertThat(server.seen()).extracting(LocalServer.Seen::target).containsOnly("/token");
    }
  }
}
