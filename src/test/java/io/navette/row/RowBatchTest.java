package io.navette.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowBatchTest {
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("id", ColumnType.INTEGER),
          Column.of("name", ColumnType.TEXT),
          Column.of("uuid", ColumnType.UUID),
          Column.of("big", ColumnType.DECIMAL));

  private static RowBatch batch(int rows) {
    return filled(new RowBatch(SCHEMA), rows);
  }

  private static RowBatch filled(RowBatch batch, int rows) {
    for (int row = 0; row < rows; row++) {
      batch.cells(0).appendLong(row);
      if (row % 3 == 0) {
        batch.cells(1).appendNull();
      } else {
        batch.cells(1).appendText("name " + row);
      }
      batch.cells(2).appendUuid(row, -row);
      CellText.parse(batch.cells(3), row % 2 == 0 ? "1" + "0".repeat(30) + row : "" + row);
      batch.endRow();
    }
    return batch;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 2047, 2048, 2049, 5000})
  void cellsSurviveGrowth(int rows) {
    RowBatch batch = batch(rows);
    int last = rows - 1;
    assertThat(batch.size()).isEqualTo(rows);
    assertThat(batch.cells(0).longAt(last)).isEqualTo(last);
    assertThat(batch.cells(1).isNull(last)).isEqualTo(last % 3 == 0);
    assertThat(batch.cells(2).uuidLow(last)).isEqualTo(-last);
    assertThat(batch.cells(3).isCompact(last)).isEqualTo(last % 2 != 0);
    assertThat(batch.cells(3).decimalAt(last).toPlainString()).endsWith("" + last);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 129, 2048})
  void anotherBatchIsEmptyAndTakesMoreThanTheFirst(int rows) {
    RowBatch first = batch(rows);
    RowBatch another = first.another();
    assertThat(another.size()).isZero();
    assertThat(another.weight()).isZero();
    filled(another, 2 * rows);
    for (int row = 0; row < rows; row++) {
      assertThat(RowJson.write(another, row)).isEqualTo(RowJson.write(first, row));
    }
  }

  @Test
  void aRowTakenBackLeavesNothing() {
    RowBatch batch = batch(64);
    batch.cells(0).appendLong(1);
    batch.cells(1).appendNull();
    batch.abandonRow();
    batch.cells(0).appendLong(64);
    batch.cells(1).appendText("x");
    batch.cells(2).appendUuid(0, 0);
    batch.cells(3).appendDecimal(5, 1);
    batch.endRow();
    assertThat(batch.cells(1).isNull(64)).isFalse();
    assertThat(batch.cells(1).textAt(64)).isEqualTo("x");
    assertThat(batch.cells(3).decimalAt(64).toPlainString()).isEqualTo("0.5");
  }

  @Test
  void refusedRowsAreLeftOut() {
    RowBatch batch = batch(100);
    Bookmark bookmark = new Bookmark("{}");
    batch.bookmark(bookmark);
    BitSet refused = new BitSet();
    refused.set(0);
    refused.set(50, 100);
    RowBatch kept = batch.without(refused);
    assertThat(kept.size()).isEqualTo(49);
    assertThat(kept.cells(0).longAt(0)).isEqualTo(1);
    assertThat(kept.cells(0).longAt(48)).isEqualTo(49);
    assertThat(kept.bookmark()).contains(bookmark);
    assertThat(batch.without(new BitSet())).isSameAs(batch);
  }

  @Test
  void aRowPrintsAsJson() {
    Schema schema =
        Schema.of(
            Column.of("a \"b\"", ColumnType.TEXT),
            Column.of("n", ColumnType.DOUBLE),
            Column.of("j", ColumnType.JSON),
            Column.of("d", ColumnType.DECIMAL),
            Column.of("none", ColumnType.DATE));
    RowBatch batch = new RowBatch(schema);
    batch.cells(0).appendText("line\n\u0001");
    batch.cells(1).appendDouble(Double.NaN);
    batch.cells(2).appendText("[1]");
    batch.cells(3).appendDecimal(150, 2);
    batch.cells(4).appendNull();
    batch.endRow();
    assertThat(RowJson.write(batch, 0))
        .isEqualTo(
            "{\"a \\\"b\\\"\":\"line\\n\\u0001\",\"n\":\"NaN\",\"j\":[1],\"d\":1.50,\"none\":null}");
    assertThat(RowJson.raw("a\"b")).isEqualTo("{\"_raw\":\"a\\\"b\"}");
  }
}
