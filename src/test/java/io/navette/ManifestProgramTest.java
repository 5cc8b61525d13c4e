package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.LocalServer;
import io.navette.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program reads an API into a database, and asks only for what is new the next time. */
final class ManifestProgramTest {
  private static final String MANIFEST =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [events]}
      spec:
        connection_specification:
          required: [api_key]
          properties: {api_key: {type: string, airbyte_secret: true}}
      streams:
      - name: events
        primary_key: id
        schema_loader:
          type: InlineSchemaLoader
          schema: {properties: {id: {type: integer}, at: {type: string, format: date}}}
        incremental_sync:
          type: DatetimeBasedCursor
          cursor_field: at
          datetime_format: "%Y-%m-%d"
          start_datetime: "2026-01-01"
          start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
        retriever:
          requester:
            type: HttpRequester
            url_base: BASE
            path: events
            authenticator: {type: ApiKeyAuthenticator, header: X-Key, api_token: "{{ config.api_key }}"}
          record_selector: {extractor: {field_path: [items]}}
      """;

  @TempDir Path folder = Path.of("unset");

  @Test
  void anApiIsSyncedIntoADatabase() throws Exception {
    try (LocalServer server = new LocalServer()) {
      Files.writeString(
          folder.resolve("events.yaml"), MANIFEST.replace("BASE", server.url("/v1").toString()));
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            api: {type: manifest, manifest: events.yaml, config: {api_key: "${env:EVENTS_KEY}"}}
            db: {type: sqlite, path: t.db}
            out: {type: jsonl, path: .}
          jobs:
            in: {from: api, to: db, streams: {events: {mode: upsert, key: [id], cursor: [at]}}}
            back: {from: db, to: out, streams: {events: {into: events.jsonl, mode: replace}}}
          """);
      Program program =
          new Program(
              folder,
              Map.of(
                  "NAVETTE_HOME", folder.resolve("home").toString(), "EVENTS_KEY", "key-4711-x"));
      server.then(
          LocalServer.body(
              "{\"items\": [{\"id\":1,\"at\":\"2026-01-02\"},{\"id\":2,\"at\":\"2026-01-05\"}]}"));
      run(program, "in");
      server.then(LocalServer.body("{\"items\": [{\"id\":3,\"at\":\"2026-01-06\"}]}"));
      run(program, "in");
      run(program, "back");
      assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
          .containsExactlyInAnyOrder(
              "{\"id\":1,\"at\":\"2026-01-02\"}",
              "{\"id\":2,\"at\":\"2026-01-05\"}",
              "{\"id\":3,\"at\":\"2026-01-06\"}");
      assertThat(server.seen())
          .extracting(LocalServer.Seen::target)
          .containsExactly("/v1/events?since=2026-01-01", "/v1/events?since=2026-01-05");
      assertThat(server.seen().getFirst().header("X-Key")).isEqualTo("key-4711-x");
    }
  }

  private static void run(Program program, String job) throws Exception {
    Program.Result result = program.run("sync", job);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err() + result.out()).doesNotContain("key-4711-x");
  }
}
