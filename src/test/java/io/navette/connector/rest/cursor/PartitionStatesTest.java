package io.navette.connector.rest.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PartitionStatesTest {
  private static Map<String, @Nullable Object> json(String text) throws IOException {
    return PlainValues.map(JsonValues.parse(text));
  }

  private static Slice slice(long id) {
    Map<String, @Nullable Object> partition = new LinkedHashMap<>();
    partition.put("id", id);
    partition.put("parent_slice", Map.of());
    return Slice.ofPartition(partition);
  }

  @Test
  void eachPartitionHasItsStateAndTheOthersFallBack() throws IOException {
    String text =
        """
        {"use_global_cursor": false,
         "states": [{"partition": {"parent_slice": {}, "id": 1}, "cursor": {"at": "b"}}],
         "state": {"at": "a"}, "lookback_window": 7, "parent_state": {"p": {"at": "c"}}}
        """;
    PartitionStates states = PartitionStates.of(json(text), 100);
    assertThat(states.stateOf(slice(1))).isEqualTo(Map.of("at", "b"));
    assertThat(states.stateOf(slice(2))).isEqualTo(Map.of("at", "a"));
    assertThat(states.lookbackSeconds()).isEqualTo(7);
    assertThat(states.parent()).isEqualTo(json("{\"p\": {\"at\": \"c\"}}"));
    assertThat(states.state()).isEqualTo(json(text));
  }

  @Test
  void aStateWithoutPartitionsCountsForAll() throws IOException {
    PartitionStates states = PartitionStates.of(json("{\"at\": \"a\"}"), 100);
    assertThat(states.stateOf(slice(1))).isEqualTo(Map.of("at", "a"));
    assertThat(PartitionStates.of(Map.of(), 1).stateOf(slice(1))).isEmpty();
  }

  @Test
  void manyPartitionsShareOneState() throws IOException {
    PartitionStates states = PartitionStates.of(Map.of(), 1);
    states.update(slice(1), Map.of("at", "a"));
    states.update(slice(2), Map.of("at", "c"));
    states.finish(Map.of("at", "c"), 3, (one, other) -> other);
    assertThat(states.usesGlobal()).isTrue();
    assertThat(states.state())
        .isEqualTo(
            json(
                "{\"use_global_cursor\": true, \"state\": {\"at\": \"c\"}, \"lookback_window\": 3}"));
  }

  @Test
  void oldStatesAreMigrated() throws IOException {
    LegacyToPerPartitionStateMigration migration =
        new LegacyToPerPartitionStateMigration("id", "at");
    assertThat(migration.migrate(json("{\"13\": {\"at\": \"a\"}}")))
        .isEqualTo(
            json(
                "{\"states\": [{\"partition\": {\"id\": \"13\", \"parent_slice\": {}},"
                    + " \"cursor\": {\"at\": \"a\"}}]}"));
    assertThat(migration.applies(json("{\"13\": {\"other\": \"a\"}}"))).isFalse();
    assertThat(migration.applies(json("{\"states\": []}"))).isFalse();
    assertThat(migration.applies(Map.of())).isFalse();
  }

  @Test
  void parentsGoOnWhereTheChildDoes() throws IOException {
    ParentStateMigration migration = new ParentStateMigration(Map.of("posts", "at"));
    assertThat(migration.parentState(json("{\"seen\": \"a\"}")))
        .isEqualTo(json("{\"posts\": {\"at\": \"a\"}}"));
    assertThat(migration.parentState(json("{\"states\": [], \"state\": {\"seen\": \"a\"}}")))
        .isEqualTo(json("{\"posts\": {\"at\": \"a\"}}"));
    assertThat(migration.parentState(json("{\"parent_state\": {\"x\": {\"at\": \"b\"}}}")))
        .isEqualTo(json("{\"x\": {\"at\": \"b\"}}"));
    assertThat(migration.parentState(json("{\"states\": []}"))).isEmpty();
  }
}
