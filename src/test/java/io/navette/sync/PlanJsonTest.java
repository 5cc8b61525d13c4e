package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRows;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanJsonTest {
  private static final Map<ColumnType, String> CELLS = cells();

  private static Map<ColumnType, String> cells() {
    Map<ColumnType, String> cells = new LinkedHashMap<>();
    cells.put(ColumnType.BOOLEAN, "true");
    cells.put(ColumnType.integer(16), "-7");
    cells.put(ColumnType.INTEGER, "9007199254740993");
    cells.put(ColumnType.decimal(9, 2), "120.50");
    cells.put(ColumnType.DECIMAL, "123456789012345678901234567890.1200");
    cells.put(ColumnType.DOUBLE, "1.0E-7");
    cells.put(ColumnType.text(20), "{\"a\": 1}, \"é\"\t\u0001😀");
    cells.put(ColumnType.DATE, "2026-02-28");
    cells.put(ColumnType.TIME, "23:59:59.000001");
    cells.put(ColumnType.DATETIME, "2026-02-28T01:02:03");
    cells.put(ColumnType.INSTANT, "2026-02-28T01:02:03.5Z");
    cells.put(ColumnType.UUID, "0f8fad5b-d9cb-469f-a165-70867728950e");
    cells.put(ColumnType.JSON, "{\"list\":[1.50,null,\"x\"]}");
    return cells;
  }

  @Test
  void allOfAPlanComesBack() {
    Schema schema =
        new Schema(
            List.of(
                Column.of("code", ColumnType.text(8)).required(),
                Column.of("n", ColumnType.DOUBLE)));
    PlannedRow.Field field = new PlannedRow.Field("n", Optional.of("1"), "2");
    PlannedRow changed =
        new PlannedRow(
            "A", PlannedRow.Action.UPDATE, "update", Optional.of("7"), 3, List.of(field), "{}", "");
    PlannedRow refused =
        new PlannedRow(
            "", PlannedRow.Action.REFUSED, "", Optional.empty(), 0, List.of(), "{}", "no key");
    PlannedStream stream =
        new PlannedStream(
            "s",
            "s [1, 2)",
            "t",
            WriteMode.MIRROR,
            schema,
            List.of("code"),
            5,
            1,
            2,
            Optional.of(new Bookmark("{\"at\":1}")),
            Optional.empty(),
            new PlannedRows(List.of(changed, refused), 4, 6, 9),
            List.of(
                new Rejection(Rejection.Stage.MAP, "{}", Optional.of("n"), "no number", "line 3")));
    SyncPlan plan =
        new SyncPlan(
            "id", Instant.parse("2026-01-31T12:00:00.123Z"), "job", "c1", "c2", List.of(stream));
    assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
  }

  @Test
  void whatIsNoPlanOfThisVersionIsRefused() {
    assertThatThrownBy(() -> PlanJson.read("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("another version of navette");
  }

  @Test
  void cellsOfAllTypesAreTheSameAfterTheyWereKeptAsJson() {
    Schema schema =
        new Schema(CELLS.keySet().stream().map(type -> Column.of(type.toString(), type)).toList());
    RowBatch batch = new RowBatch(schema);
    List<String> texts = List.copyOf(CELLS.values());
    for (int i = 0; i < texts.size(); i++) {
      CellText.parse(batch.cells(i), texts.get(i));
    }
    batch.endRow();
    String kept = RowJson.write(batch, 0);
    RowBatch again = new RowBatch(schema);
    RowParser.append(again, new Rejection(Rejection.Stage.WRITE, kept, Optional.empty(), "", ""));
    assertThat(again.rejections()).isEmpty();
    assertThat(RowJson.write(again, 0)).isEqualTo(kept);
  }
}
