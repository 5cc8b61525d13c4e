package io.navette.connector.file.csv;

import io.navette.row.CellBytes;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Time per line of 10 fields: cut into fields, and turned into typed cells. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CsvParse {
  private static final int LINES = 2000;
  private static final String LINE =
      "1234567,-93824,7467353.40,-30706.2723,true,1983-03-18,2029-06-03T11:22:20.633351Z,"
          + "C033351-G,\"with, comma \"\"and\"\" quotes\",a8baa565-54f9-6369-ab93-e4f3bb068c22\n";
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
          ColumnType.UUID);

  private final byte[] file = LINE.repeat(LINES).getBytes(StandardCharsets.UTF_8);
  private final Schema schema = schema();

  private static Schema schema() {
    List<Column> columns = new ArrayList<>();
    for (ColumnType type : TYPES) {
      columns.add(Column.of("c" + columns.size(), type));
    }
    return new Schema(columns);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int fields() throws IOException {
    CsvScanner scanner = scanner();
    int count = 0;
    while (scanner.next()) {
      count += scanner.count();
    }
    return count;
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int cells() throws IOException {
    CsvScanner scanner = scanner();
    RowBatch batch = new RowBatch(schema);
    while (scanner.next()) {
      for (int i = 0; i < TYPES.size(); i++) {
        int column = i;
        scanner.field(
            i, (bytes, from, to) -> CellBytes.parse(batch.cells(column), bytes, from, to));
      }
      batch.endRow();
    }
    return batch.size();
  }

  private CsvScanner scanner() {
    return new CsvScanner(new ByteArrayInputStream(file), (byte) ',', (byte) '"');
  }
}
