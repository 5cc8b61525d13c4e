package io.navette.connector.jdbc.postgres;

import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import io.navette.row.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Turns rows into COPY's binary format (PostgreSQL manual, COPY, Binary Format). */
final class RowEncoder {
  static final long EPOCH_DAYS = 10_957;
  static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
  private static final byte[] HEADER =
      "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private final Wire[] wires;
  private final CopyBuffer out;

  RowEncoder(List<Wire> wires, CopyBuffer out) {
    this.wires = wires.toArray(Wire[]::new);
    this.out = out;
  }

  void begin() {
    out.put(HEADER, 0, HEADER.length);
  }

  void end() {
    out.putShort(-1);
  }

  /** Adds a row that {@link #check} did not refuse. */
  void add(RowBatch batch, int row) {
    out.putShort(wires.length);
    for (int column = 0; column < wires.length; column++) {
      Cells cells = batch.cells(column);
      if (cells.isNull(row)) {
        out.putInt(-1);
      } else {
        put(wires[column], cells, row);
      }
    }
  }

  private void put(Wire wire, Cells cells, int row) {
    switch (wire) {
      case BOOL -> {
        out.putInt(1);
        out.putByte(cells.booleanAt(row) ? 1 : 0);
      }
      case INT2 -> {
        out.putInt(2);
        out.putShort((int) cells.longAt(row));
      }
      case INT4 -> putInt((int) cells.longAt(row));
      case INT8, TIME -> putLong(cells.longAt(row));
      case FLOAT4 -> putInt(Float.floatToIntBits((float) cells.doubleAt(row)));
      case FLOAT8 -> putLong(Double.doubleToLongBits(cells.doubleAt(row)));
      case NUMERIC -> NumericCodec.encode(cells, row, out);
      case TEXT, CAST, BYTEA -> putBytes(cells, row);
      case JSONB -> {
        out.putInt(cells.length(row) + 1);
        out.putByte(1);
        out.put(cells.buffer(), cells.start(row), cells.length(row));
      }
      case DATE -> putInt(Math.toIntExact(cells.longAt(row) - EPOCH_DAYS));
      case TIMESTAMP -> putLong(cells.longAt(row) - EPOCH_MICROS);
      case UUID -> {
        out.putInt(16);
        out.putLong(cells.uuidHigh(row));
        out.putLong(cells.uuidLow(row));
      }
    }
  }

  private void putBytes(Cells cells, int row) {
    out.putInt(cells.length(row));
    out.put(cells.buffer(), cells.start(row), cells.length(row));
  }

  private void putInt(int value) {
    out.putInt(4);
    out.putInt(value);
  }

  private void putLong(long value) {
    out.putInt(8);
    out.putLong(value);
  }

  /** Tells of values that have no form in their column: doubles with more digits than a real. */
  void check(RowBatch batch, Refusal refusal) {
    for (int column = 0; column < wires.length; column++) {
      if (wires[column] == Wire.FLOAT4) {
        checkFloats(batch, column, refusal);
      }
    }
  }

  private static void checkFloats(RowBatch batch, int column, Refusal refusal) {
    Cells cells = batch.cells(column);
    for (int row = 0; row < batch.size(); row++) {
      if (!cells.isNull(row) && !isFloat(cells.doubleAt(row))) {
        refusal.refused(
            row,
            batch.schema().column(column).name(),
            cells.doubleAt(row) + " has more digits than a real holds");
      }
    }
  }

  /** Whether four bytes give the same decimal back. */
  private static boolean isFloat(double value) {
    float narrow = (float) value;
    return Double.isNaN(value)
        || narrow == value
        || Double.parseDouble(Float.toString(narrow)) == value;
  }

  /** Told of a value that has no form in its column. */
  @FunctionalInterface
  interface Refusal {
    void refused(int row, String column, String reason);
  }

  /** The kind of cells a form is made from. */
  static boolean takes(Wire wire, Kind kind) {
    return switch (wire) {
      case BOOL -> kind == Kind.BOOLEAN;
      case INT2, INT4, INT8 -> kind == Kind.INTEGER;
      case FLOAT4, FLOAT8 -> kind == Kind.DOUBLE;
      case NUMERIC -> kind == Kind.DECIMAL;
      case TEXT, JSONB, CAST -> kind == Kind.TEXT || kind == Kind.JSON;
      case BYTEA -> kind == Kind.BYTES;
      case DATE -> kind == Kind.DATE;
      case TIME -> kind == Kind.TIME;
      case TIMESTAMP -> kind == Kind.DATETIME || kind == Kind.INSTANT;
      case UUID -> kind == Kind.UUID;
    };
  }
}
