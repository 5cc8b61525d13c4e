package io.navette.mapping;

import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Time per row of one expression. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Evaluate {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.of("price", ColumnType.decimal(12, 2)),
              Column.of("quantity", ColumnType.integer(32)),
              Column.of("name", ColumnType.TEXT)));

  @Param({"price * quantity", "trim(name)", "quantity > 10 ? 'many' : 'few'"})
  private String expression;

  private RowBatch batch;
  private Expression compiled;

  @Setup
  public void compile() {
    batch = new RowBatch(SCHEMA);
    for (int row = 0; row < RowBatch.ROWS; row++) {
      CellText.parse(batch.cells(0), row + ".25");
      CellText.parse(batch.cells(1), Integer.toString(row % 20));
      CellText.parse(batch.cells(2), " name of " + row);
      batch.endRow();
    }
    compiled = Expression.compile(expression, SCHEMA, Set.of());
  }

  @Benchmark
  @OperationsPerInvocation(RowBatch.ROWS)
  public int rows() {
    int found = 0;
    for (int row = 0; row < RowBatch.ROWS; row++) {
      found += compiled.evaluate(batch, row) == null ? 0 : 1;
    }
    return found;
  }
}
