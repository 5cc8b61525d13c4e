package io.navette.connector.jdbc.postgres;

import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Time per row of 12 columns into COPY's binary format. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CopyEncode {
  private static final List<ColumnType> TYPES =
      List.of(
          ColumnType.INTEGER,
          ColumnType.integer(32),
          ColumnType.decimal(12, 2),
          ColumnType.DOUBLE,
          ColumnType.BOOLEAN,
          ColumnType.DATE,
          ColumnType.INSTANT,
          ColumnType.TEXT,
          ColumnType.TEXT,
          ColumnType.JSON,
          ColumnType.UUID,
          ColumnType.BYTES);
  private static final List<Wire> WIRES =
      List.of(
          Wire.INT8,
          Wire.INT4,
          Wire.NUMERIC,
          Wire.FLOAT8,
          Wire.BOOL,
          Wire.DATE,
          Wire.TIMESTAMP,
          Wire.TEXT,
          Wire.TEXT,
          Wire.JSONB,
          Wire.UUID,
          Wire.BYTEA);
  private static final List<String> TEXTS =
      List.of(
          "1234567",
          "-93824",
          "7467353.40",
          "-30706.272382876625",
          "true",
          "1983-03-18",
          "2029-06-03T11:22:20.633351Z",
          "C033351-G",
          "with, comma \"and\" quotes",
          "{\"k\": 351, \"on\": true, \"tag\": \"ação\"}",
          "a8baa565-54f9-6369-ab93-e4f3bb068c22",
          "5823c203d8a151");

  private final RowBatch batch = batch();
  private final CopyBuffer out = new CopyBuffer();
  private final RowEncoder encoder = new RowEncoder(WIRES, out);

  private static RowBatch batch() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      columns.add(Column.of("c" + i, TYPES.get(i)));
    }
    RowBatch rows = new RowBatch(new Schema(columns));
    for (int row = 0; row < RowBatch.ROWS; row++) {
      for (int i = 0; i < TYPES.size(); i++) {
        CellText.parse(rows.cells(i), TEXTS.get(i));
      }
      rows.endRow();
    }
    return rows;
  }

  @Benchmark
  @OperationsPerInvocation(RowBatch.ROWS)
  public int rows() {
    for (int row = 0; row < RowBatch.ROWS; row++) {
      encoder.add(batch, row);
      if (out.size() > 1 << 16) {
        out.back(0);
      }
    }
    return out.size();
  }
}
