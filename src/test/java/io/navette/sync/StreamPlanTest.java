package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Settings;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.mapping.Mapping;
import io.navette.mapping.MappingSpec;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StreamPlanTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column("shop", ColumnType.TEXT, false, Optional.empty()),
              new Column("id", ColumnType.INTEGER, false, Optional.empty()),
              new Column("note", ColumnType.TEXT, true, Optional.empty())));

  private static boolean keepsKey(
      List<String> declared,
      List<String> key,
      Map<String, String> columns,
      Map<String, ColumnType> casts) {
    Settings none = new Settings("", Map.of());
    StreamRule rule =
        new StreamRule(
            "t",
            false,
            Optional.empty(),
            WriteMode.UPSERT,
            key,
            List.of(),
            Duration.ZERO,
            columns,
            casts,
            Map.of(),
            Optional.empty(),
            Map.of(),
            StreamRule.SchemaPolicy.EVOLVE,
            Set.of(),
            StreamRule.Tolerance.ANY,
            StreamRule.Guards.NONE,
            StreamRule.VerifyLevel.NONE,
            none,
            none,
            Exchange.NONE);
    MappingSpec spec =
        new MappingSpec("t", columns, casts, Optional.empty(), Map.of(), Set.of("id", "shop"));
    return new StreamPlan(
            "j",
            rule,
            new StreamInfo("t", SCHEMA, declared, List.of(), -1),
            SCHEMA,
            Mapping.compile(spec, SCHEMA),
            "t",
            key,
            SchemaChange.NONE,
            "t")
        .keepsKey();
  }

  private static Map<String, String> columns(String... pairs) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      columns.put(pairs[i], pairs[i + 1]);
    }
    return columns;
  }

  @Test
  void theKeyIsKeptWhereItsColumnsAreCopied() {
    List<String> two = List.of("shop", "id");
    assertThat(keepsKey(List.of("id"), List.of("id"), Map.of(), Map.of())).isTrue();
    assertThat(keepsKey(two, List.of("id", "shop"), Map.of(), Map.of())).isTrue();
    assertThat(keepsKey(List.of("id"), List.of("no"), columns("no", "id", "n", "note"), Map.of()))
        .isTrue();
    assertThat(keepsKey(List.of("id"), List.of("no"), columns("no", " `id` "), Map.of())).isTrue();
  }

  @Test
  void itIsNotWhereTwoRowsMayMeet() {
    List<String> two = List.of("shop", "id");
    assertThat(keepsKey(List.of(), List.of("id"), Map.of(), Map.of())).isFalse();
    assertThat(keepsKey(two, List.of("id"), Map.of(), Map.of())).isFalse();
    assertThat(keepsKey(List.of("id"), List.of("note"), Map.of(), Map.of())).isFalse();
    assertThat(
            keepsKey(
                List.of("id"),
                List.of("id"),
                columns("id", "id / 10"),
                Map.of("id", ColumnType.INTEGER)))
        .isFalse();
    assertThat(keepsKey(List.of("id"), List.of("id"), columns("id", "shop"), Map.of())).isFalse();
    assertThat(
            keepsKey(
                List.of("id"), List.of("id"), Map.of(), Map.of("id", ColumnType.parse("text"))))
        .isFalse();
    assertThat(
            keepsKey(two, List.of("a", "b"), columns("a", "id", "b", "id", "n", "note"), Map.of()))
        .isFalse();
  }
}
