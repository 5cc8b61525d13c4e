package io.navette.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyTextTest {
  @Test
  void aTextFallsIntoTheValuesItWasMadeOf() {
    Schema schema =
        Schema.of(Column.of("sku", ColumnType.TEXT), Column.of("market", ColumnType.TEXT));
    RowBatch batch = new RowBatch(schema);
    CellValue.append(batch.cells(0), "a|b");
    CellValue.append(batch.cells(1), "FR");
    batch.endRow();
    assertThat(KeyText.parts(new KeyText(schema, List.of("sku", "market")).of(batch, 0), 2))
        .containsExactly("a|b", "FR");
    assertThat(KeyText.parts(new KeyText(schema, List.of("sku")).of(batch, 0), 1))
        .containsExactly("a|b");
  }
}
