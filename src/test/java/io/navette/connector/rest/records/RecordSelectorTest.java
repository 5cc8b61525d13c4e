package io.navette.connector.rest.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.conformance.TinyEvaluator;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.JsonValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordSelectorTest {
  private static final Evaluator EVALUATOR = new TinyEvaluator(Map.of("config", Map.of("f", "d")));

  private static DpathExtractor extractor(String... path) {
    return new DpathExtractor(DpathExtractor.path(List.of(path), EVALUATOR), Optional.empty());
  }

  private static RecordSelector selector(boolean transformFirst) {
    return new RecordSelector(
        extractor("{{ config.f }}"),
        Optional.of(new RecordFilter("{{ record.keep }}", EVALUATOR)),
        List.of((record, context) -> record.put("keep", context.get("set"))),
        Optional.empty(),
        transformFirst);
  }

  @Test
  void recordsAreFound() throws IOException {
    Object body =
        JsonValues.parse(
            "{\"a\": {\"x\": [{\"i\": 1}, {\"i\": 2}], \"y\": {\"i\": 3}}, \"n\": null}");
    assertThat(extractor("a", "x").extract(body)).hasToString("[{i=1}, {i=2}]");
    assertThat(extractor("a", "x", "1").extract(body)).hasToString("[{i=2}]");
    assertThat(extractor("a", "*", "i").extract(body)).hasToString("[3]");
    assertThat(extractor("a", "x", "*", "i").extract(body)).hasToString("[1, 2]");
    assertThat(extractor("a", "**", "i").extract(body)).hasToString("[1, 2, 3]");
    assertThat(extractor("n").extract(body)).isEmpty();
    assertThat(extractor("gone").extract(body)).isEmpty();
    assertThat(extractor().extract(body)).hasSize(1);
  }

  @Test
  void bareValuesBecomeRecords() throws IOException {
    Object body = JsonValues.parse("{\"data\": [\"a\", 7, null, {\"id\": 1}], \"n\": {}}");
    assertThat(new ValuesExtractor(FieldPath.parse("data"), "uuid").extract(body))
        .hasToString("[{uuid=a}, {uuid=7}, {id=1}]");
    assertThat(new ValuesExtractor(FieldPath.parse("n"), "uuid").extract(body)).isEmpty();
    assertThat(new ValuesExtractor(FieldPath.of(List.of()), "n").extract(JsonValues.parse("2")))
        .hasToString("[{n=2}]");
  }

  @Test
  void recordsAreExpanded() throws IOException {
    RecordExpander expander = new RecordExpander(FieldPath.parse("l"), true, true);
    DpathExtractor extractor = new DpathExtractor(FieldPath.of(List.of()), Optional.of(expander));
    assertThat(extractor.extract(JsonValues.parse("[{\"l\": [{\"a\": 1}, 2]}, {\"l\": []}]")))
        .hasToString(
            "[{a=1, original_record={l=[{a=1}, 2]}}, {value=2, original_record={l=[{a=1}, 2]}},"
                + " {l=[]}]");
  }

  @Test
  void keysAndValuesMakeRecords() throws IOException {
    KeyValueExtractor extractor = new KeyValueExtractor(extractor("k"), extractor("v"));
    assertThat(extractor.extract(JsonValues.parse("{\"k\": [\"a\", \"b\"], \"v\": [1, 2, 3]}")))
        .hasToString("[{a=1, b=2}, {a=3}]");
  }

  @Test
  void filtersComeFirstUnlessToldOtherwise() throws IOException {
    String body = "{\"d\": [{\"id\": 1, \"keep\": true}, {\"id\": 2}]}";
    assertThat(selector(false).select(JsonValues.parse(body), Map.of("set", false)))
        .hasToString("[{id=1, keep=false}]");
    assertThat(selector(true).select(JsonValues.parse(body), Map.of("set", true))).hasSize(2);
  }

  @Test
  void aRecordMustBeAnObject() throws IOException {
    Object body = JsonValues.parse("{\"d\": [1]}");
    assertThatThrownBy(() -> selector(false).select(body, Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("a record must be an object");
  }
}
