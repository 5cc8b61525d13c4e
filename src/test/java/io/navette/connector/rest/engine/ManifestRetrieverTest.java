package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import io.navette.http.HttpSettings;
import io.navette.http.auth.MemoryTokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestRetrieverTest extends ManifestFixture {
  private static final String REPORT =
      """
      version: 6.0.0
      check: {type: CheckStream}
      streams:
      - name: report
        schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: string}}}}
        retriever:
          type: AsyncRetriever
          creation_requester: {type: HttpRequester, url_base: BASE, path: jobs, http_method: POST}
          polling_requester: {type: HttpRequester, url_base: BASE, path: "jobs/{{ creation_response.id }}"}
          download_requester: {type: HttpRequester, url: "{{ download_target }}"}
          delete_requester: {type: HttpRequester, url_base: BASE, path: "jobs/{{ creation_response.id }}/done", http_method: POST}
          abort_requester: {type: HttpRequester, url_base: BASE, path: "jobs/{{ creation_response.id }}/stop", http_method: POST}
          status_extractor: {type: DpathExtractor, field_path: [status]}
          download_target_extractor: {type: DpathExtractor, field_path: [urls]}
          download_decoder: {type: CsvDecoder}
          polling_job_timeout: 1
          status_mapping: {type: AsyncJobStatusMap, running: [wait], completed: [ready], failed: [broken], timeout: [late], skipped: [empty]}
          record_selector: {extractor: {field_path: []}, record_filter: {condition: "{{ record.id != 'x' }}"}}
      """;

  private String urls(String... paths) {
    return Stream.of(paths)
        .map(path -> "\"" + server.url("/d/" + path) + "\"")
        .collect(Collectors.joining(",", "{\"status\":\"ready\",\"urls\":[", "]}"));
  }

  @Test
  void aJobIsAwaitedAndItsResultsAreDownloaded() {
    server.then(
        body("{\"id\":7}"),
        body("{\"status\":\"wait\"}"),
        body(urls("a", "b")),
        body("id\n1\nx\n"),
        body("id\n2\n"),
        body("{}"));
    assertThat(readAll(REPORT, "report", Map.of()).rows)
        .containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}");
    assertThat(targets())
        .containsExactly(
            "/api/jobs", "/api/jobs/7", "/api/jobs/7", "/d/a", "/d/b", "/api/jobs/7/done");
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void aJobWaitsForOthersWhereTheApiIsBusy() {
    String queued =
        REPORT.replace(
            "polling_job_timeout",
            "busy: \"{{ creation_response.id is none }}\"\n    polling_job_timeout");
    server.then(
        body("{\"id\":null}"),
        body("{\"id\":null}"),
        body("{\"id\":7}"),
        body(urls("a")),
        body("id\n1\n"),
        body("{}"));
    assertThat(readAll(queued, "report", Map.of()).rows).containsExactly("{\"id\":\"1\"}");
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
    server.always(body("{\"id\":null}"));
    assertThatThrownBy(() -> readAll(queued, "report", Map.of()))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("busy with other jobs for 1 minutes");
  }

  @Test
  void aJobThatFailsIsBegunAgainThreeTimes() {
    server.then(
        body("{\"id\":1}"),
        body("{\"status\":\"broken\"}"),
        body("{\"id\":2}"),
        body("{\"status\":\"late\"}"),
        body("{}"),
        body("{\"id\":3}"),
        body("{\"status\":\"broken\"}"));
    assertThatThrownBy(() -> readAll(REPORT, "report", Map.of()))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("failed in 3 attempts");
    assertThat(targets()).contains("/api/jobs/2/stop");
  }

  @Test
  void aJobWithoutDataAndAWordNobodyKnows() {
    server.then(body("{\"id\":1}"), body("{\"status\":\"empty\"}"));
    assertThat(readAll(REPORT, "report", Map.of()).rows).isEmpty();
    server.then(body("{\"id\":1}"), body("{\"status\":\"odd\"}"));
    assertThatThrownBy(() -> readAll(REPORT, "report", Map.of()))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContainingAll("odd", "ready");
  }

  private static final String PROPERTIES =
      """
      version: 6.0.0
      check: {type: CheckStream}
      streams:
      - name: contacts
        schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}, a: {type: integer}, b: {type: integer}}}}
        retriever:
          requester:
            type: HttpRequester
            url_base: BASE
            path: contacts
            request_parameters:
              props:
                type: QueryProperties
                always_include_properties: [id]
                property_list:
                  type: PropertiesFromEndpoint
                  property_field_path: [name]
                  retriever:
                    type: SimpleRetriever
                    requester: {type: HttpRequester, url_base: BASE, path: properties}
                    record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                property_chunking:
                  type: PropertyChunking
                  property_limit_type: property_count
                  property_limit: 1
                  record_merge_strategy: {type: GroupByKeyMergeStrategy, key: id}
          record_selector: {extractor: {field_path: []}}
      """;

  @Test
  void propertiesAreAskedForInGroupsAndPutTogether() {
    server.then(
        body("[{\"name\":\"a\"},{\"name\":\"b\"}]"),
        body("[{\"id\":1,\"a\":10},{\"id\":2,\"a\":20}]"),
        body("[{\"id\":2,\"b\":21},{\"id\":1,\"b\":11}]"));
    assertThat(readAll(PROPERTIES, "contacts", Map.of()).rows)
        .containsExactly("{\"id\":1,\"a\":10,\"b\":11}", "{\"id\":2,\"a\":20,\"b\":21}");
    assertThat(targets())
        .containsExactly(
            "/api/properties", "/api/contacts?props=id%2Ca", "/api/contacts?props=id%2Cb");
  }

  @Test
  void anAnswerCanAskForTheFirstPageAgain() {
    String manifest =
        """
        version: 6.0.0
        check: {type: CheckStream}
        streams:
        - name: pages
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
          retriever:
            requester:
              type: HttpRequester
              url_base: BASE
              path: pages
              error_handler:
                type: DefaultErrorHandler
                response_filters: [{http_codes: [400], action: RESET_PAGINATION}]
            record_selector: {extractor: {field_path: []}}
            decoder: {type: JsonItemsDecoder, items_path: data.items}
        """;
    server.then(
        status(400),
        body(
            "{\"total\":[1],\"data\":{\"other\":{\"items\":[0]},\"items\":[{\"id\":1},{\"id\":2}]}}"));
    assertThat(readAll(manifest, "pages", Map.of()).rows)
        .containsExactly("{\"id\":1}", "{\"id\":2}");
    for (int i = 0; i < 4; i++) {
      server.then(status(400));
    }
    assertThatThrownBy(() -> readAll(manifest, "pages", Map.of()))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("begun anew");
  }

  @Test
  void theFilesOfRecordsAreDownloaded(@TempDir Path folder) throws IOException {
    String manifest =
        """
        version: 6.0.0
        check: {type: CheckStream}
        streams:
        - name: photos
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}, source_file_relative_path: {type: string}}}}
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: photos}
            record_selector: {extractor: {field_path: []}}
          file_uploader:
            type: FileUploader
            requester: {type: HttpRequester, url: "{{ download_target }}"}
            download_target_extractor: {type: DpathExtractor, field_path: [url]}
            filename_extractor: "../{{ record.id }}/{{ record.name }}"
        """;
    server.then(
        body("[{\"id\":1,\"name\":\"a.png\",\"url\":\"" + server.url("/files/1") + "\"}]"),
        body("bytes"));
    Manifest parsed =
        Manifest.parse(manifest.replace("BASE", server.url("/api").toString()), "shop.yaml");
    try (ManifestSource source =
        new ManifestSource(
            parsed,
            Map.of(),
            HttpSettings.of("shop", server.url("/")),
            around.context(),
            new MemoryTokenStore(),
            Optional.of(folder))) {
      assertThat(read(source, request(source, "photos")).rows)
          .containsExactly("{\"id\":1,\"source_file_relative_path\":\"photos/1/a.png\"}");
    }
    assertThat(Files.readString(folder.resolve("photos/1/a.png"))).isEqualTo("bytes");
  }
}
