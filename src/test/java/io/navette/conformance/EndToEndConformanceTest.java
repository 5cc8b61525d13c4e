package io.navette.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndToEndConformanceTest {
  private static final String CASE =
      """
      {"id": "shop::orders", "outcome": "passed",
       "http": [
         {"method": "GET", "url": "https://shop.example/orders?since=SINCE", "body": null,
          "status": 200, "rheaders": {}, "rbody": "[{\\"id\\": 1, \\"at\\": \\"2026-01-05\\"}]"}],
       "sources": [{
         "config": {},
         "manifest": {
           "version": "6.0.0", "type": "DeclarativeSource",
           "check": {"type": "CheckStream", "stream_names": ["orders"]},
           "streams": [{
             "type": "DeclarativeStream", "name": "orders",
             "retriever": {
               "type": "SimpleRetriever",
               "requester": {"type": "HttpRequester", "url_base": "https://shop.example", "path": "orders"},
               "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": []}}},
             "incremental_sync": {
               "type": "DatetimeBasedCursor", "cursor_field": "at", "datetime_format": "%Y-%m-%d",
               "start_datetime": "2026-01-01", "end_datetime": "2026-01-31",
               "start_time_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "since"}}}]},
         "ops": [{
           "op": "read", "catalog": [{"name": "orders"}],
           "state": [{"stream": {"stream_descriptor": {"name": "orders"}, "stream_state": {"at": "2026-01-03"}}}],
           "out": [
             {"type": "RECORD", "record": {"stream": "orders", "data": {"id": 1.0, "at": "2026-01-05", "note": null}}},
             {"type": "STATE", "state": {"stream": {"stream_descriptor": {"name": "orders"},
               "stream_state": {"slices": [{"start": "2026-01-01", "end": "2026-01-31", "most_recent_cursor_value": "REACHED"}]}}}}]}]}]}
      """;

  private static Score run(Path folder, String since, String reached) throws IOException {
    Path cases = Files.createDirectories(folder.resolve("e2e"));
    Files.writeString(
        cases.resolve("orders.json"), CASE.replace("SINCE", since).replace("REACHED", reached));
    return EndToEndConformance.run(folder);
  }

  @Test
  void recordsStatesAndRequestsAreCompared(@TempDir Path folder) throws IOException {
    assertThat(run(folder, "2026-01-03", "2026-01-05").disagreements()).isEmpty();
    assertThat(run(folder, "2026-01-03", "2026-01-06").disagreements().toString())
        .contains("orders: state {at=2026-01-05} instead of {at=2026-01-06}");
    Score other = run(folder, "2026-01-04", "2026-01-05");
    assertThat(other.disagreements().toString())
        .contains("0 records instead of 1")
        .contains("not recorded: GET http://shop.example/orders?since=2026-01-03")
        .contains("not asked: GET http://shop.example/orders?since=2026-01-04");
    assertThat(other.suffices()).isFalse();
    assertThat(other.line()).contains("0.00%").contains("too few");
  }
}
