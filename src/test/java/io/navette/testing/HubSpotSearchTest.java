package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.row.RowBatch;
import io.navette.sync.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search of HubSpot ends at 10,000 records, however many there are. */
final class HubSpotSearchTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int END_OF_SEARCH = 10_000;
  private static final int CONTACTS = 10_450;

  private final LocalServer server = new LocalServer();
  private final List<String> refused = new ArrayList<>();
  @TempDir Path folder = Path.of("unset");

  HubSpotSearchTest() throws IOException {
    server.always(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void allRecordsAreReadThoughOneSearchEndsBeforeThem() throws IOException {
    String address = server.url("/").toString().replaceFirst("/$", "");
    Endpoint endpoint =
        ApiConnection.open(
            folder,
            Map.of(
                "type", "hubspot",
                "api", Map.of("base_url", address),
                "auth", Map.of("access_token", "${env:SECRET}")),
            List.of(),
            text -> text,
            new Surroundings(),
            folder,
            line -> {});
    Set<String> ids = new HashSet<>();
    int rows = read(endpoint, ids);
    assertThat(refused).isEmpty();
    assertThat(rows).isEqualTo(CONTACTS);
    assertThat(ids).hasSize(CONTACTS);
  }

  private static int read(Endpoint endpoint, Set<String> ids) {
    int rows = 0;
    try (Source source = ((SourceConnector) endpoint.connector()).openSource(endpoint.settings())) {
      var schema = source.describe("contacts", new Settings("api", Map.of())).schema();
      try (var reader = source.read(ReadRequest.all("contacts", schema))) {
        Optional<RowBatch> batch = reader.next();
        while (batch.isPresent()) {
          rows += batch.get().size();
          for (int row = 0; row < batch.get().size(); row++) {
            ids.add(batch.get().cells(schema.position("id")).textAt(row));
          }
          batch = reader.next();
        }
      }
    }
    return rows;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    if (target.startsWith("/crm/v3/properties/contacts")) {
      LocalServer.body(
              """
              {"results": [{"name": "hs_object_id", "type": "number"},
                {"name": "lastmodifieddate", "type": "datetime"}]}
              """)
          .answer(exchange);
      return;
    }
    Map<String, @Nullable Object> search =
        PlainValues.map(JsonValues.parse(server.seen(exchange).body()));
    long after = number(search.getOrDefault("after", 0L));
    int limit = (int) number(search.getOrDefault("limit", 10L));
    if (after + limit > END_OF_SEARCH) {
      refused.add(target + " " + search);
      LocalServer.json(400, "{\"status\":\"error\",\"category\":\"VALIDATION_ERROR\"}")
          .answer(exchange);
      return;
    }
    LocalServer.body(JSON.writeValueAsString(page(behind(search) + after, limit))).answer(exchange);
  }

  /** The id that the filters say records are to be behind of. */
  private static long behind(Map<String, @Nullable Object> search) {
    Map<String, @Nullable Object> group =
        PlainValues.map(PlainValues.list(search.get("filterGroups")).getFirst());
    return PlainValues.list(group.get("filters")).stream()
        .map(PlainValues::map)
        .filter(filter -> "hs_object_id".equals(filter.get("propertyName")))
        .filter(filter -> "GT".equals(filter.get("operator")))
        .mapToLong(filter -> number(filter.get("value")))
        .findFirst()
        .orElse(0);
  }

  private static long number(@Nullable Object value) {
    return value == null ? 0 : Long.parseLong(PythonText.of(value));
  }

  /** Ids count up from 1. */
  private static Map<String, @Nullable Object> page(long behind, int limit) {
    List<@Nullable Object> results = new ArrayList<>();
    for (long id = behind + 1; id <= Math.min(CONTACTS, behind + limit); id++) {
      results.add(
          Map.of(
              "id",
              String.valueOf(id),
              "properties",
              Map.of(
                  "hs_object_id",
                  String.valueOf(id),
                  "lastmodifieddate",
                  "2026-02-01T08:00:00.000Z"),
              "archived",
              false));
    }
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("total", CONTACTS - behind);
    page.put("results", results);
    if (behind + limit < CONTACTS) {
      page.put("paging", Map.of("next", Map.of("after", String.valueOf(limit))));
    }
    return page;
  }
}
