package io.navette.connector.jdbc.postgres;

import io.navette.row.CellText;
import io.navette.row.CellText.Misfit;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Turns rows in COPY's binary format into cells. */
final class RowDecoder {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Schema schema;
  private final Wire[] wires;

  RowDecoder(Schema schema, List<Wire> wires) {
    this.schema = schema;
    this.wires = wires.toArray(Wire[]::new);
  }

  /** Appends a row; with a value that has no counterpart it becomes a rejection of the batch. */
  void decode(byte[] data, RowBatch into) {
    int at = 2;
    for (int column = 0; column < wires.length; column++) {
      int length = Bytes.intAt(data, at);
      at += 4;
      Cells cells = into.cells(column);
      if (length < 0) {
        cells.appendNull();
        continue;
      }
      try {
        decode(wires[column], data, at, length, cells);
      } catch (Misfit e) {
        into.abandonRow();
        into.reject(rejection(data, column, e));
        return;
      }
      at += length;
    }
    into.endRow();
  }

  private static void decode(Wire wire, byte[] data, int at, int length, Cells into) {
    switch (wire) {
      case BOOL -> into.appendBoolean(data[at] != 0);
      case INT2 -> into.appendLong(Bytes.shortAt(data, at));
      case INT4 -> into.appendLong(Bytes.intAt(data, at));
      case INT8 -> into.appendLong(Bytes.longAt(data, at));
      case FLOAT4 -> into.appendDouble(widened(Float.intBitsToFloat(Bytes.intAt(data, at))));
      case FLOAT8 -> into.appendDouble(Double.longBitsToDouble(Bytes.longAt(data, at)));
      case NUMERIC -> NumericCodec.decode(data, at, into);
      case TEXT, CAST, BYTEA -> into.appendBytes(data, at, length);
      case JSONB -> into.appendBytes(data, at + 1, length - 1);
      case DATE -> date(Bytes.intAt(data, at), into);
      case TIME -> time(Bytes.longAt(data, at), into);
      case TIMESTAMP -> timestamp(Bytes.longAt(data, at), into);
      case UUID -> into.appendUuid(Bytes.longAt(data, at), Bytes.longAt(data, at + 8));
    }
  }

  /** A real's shortest decimal, as the server prints it, rather than its binary expansion. */
  private static double widened(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private static void date(int days, Cells into) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      throw new Misfit(infinity(days > 0) + " is not a date");
    }
    into.appendLong(days + RowEncoder.EPOCH_DAYS);
  }

  private static void time(long micros, Cells into) {
    if (micros >= DAY_MICROS) {
      throw new Misfit("24:00:00 is not a time of day");
    }
    into.appendLong(micros);
  }

  private static void timestamp(long micros, Cells into) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      throw new Misfit(infinity(micros > 0) + " is not a point in time");
    }
    into.appendLong(micros + RowEncoder.EPOCH_MICROS);
  }

  private static String infinity(boolean positive) {
    return positive ? "infinity" : "-infinity";
  }

  private Rejection rejection(byte[] data, int misfit, Misfit cause) {
    RowBatch row =
        new RowBatch(
            new Schema(
                schema.names().stream().map(name -> Column.of(name, ColumnType.TEXT)).toList()));
    List<Optional<String>> texts = texts(data, Set.copyOf(schema.names()));
    for (int column = 0; column < wires.length; column++) {
      Cells cells = row.cells(column);
      texts.get(column).ifPresentOrElse(cells::appendText, cells::appendNull);
    }
    row.endRow();
    return new Rejection(
        Rejection.Stage.READ,
        RowJson.write(row, 0),
        Optional.of(schema.column(misfit).name()),
        String.valueOf(cause.getMessage()),
        "");
  }

  /** A row as JSON; what has no counterpart stands as the server's word for it. */
  String json(byte[] data) {
    RowBatch row = new RowBatch(schema);
    decode(data, row);
    return row.size() == 1 ? RowJson.write(row, 0) : row.rejections().get(0).row();
  }

  /** Some columns of a row as canonical text; null is empty. */
  List<String> texts(byte[] data, List<String> columns) {
    List<Optional<String>> texts = texts(data, Set.copyOf(columns));
    return columns.stream().map(name -> texts.get(schema.position(name)).orElse("")).toList();
  }

  /** One text per column; those that are not wanted stay empty. */
  private List<Optional<String>> texts(byte[] data, Set<String> wanted) {
    List<Optional<String>> texts = new ArrayList<>();
    int at = 2;
    for (int column = 0; column < wires.length; column++) {
      int length = Bytes.intAt(data, at);
      at += 4;
      boolean given = length >= 0 && wanted.contains(schema.column(column).name());
      texts.add(given ? Optional.of(text(column, data, at, length)) : Optional.empty());
      at += Math.max(0, length);
    }
    return texts;
  }

  private String text(int column, byte[] data, int at, int length) {
    if (wires[column] == Wire.TEXT || wires[column] == Wire.CAST) {
      return new String(data, at, length, StandardCharsets.UTF_8);
    }
    Cells cell = new Cells(schema.column(column).type());
    try {
      decode(wires[column], data, at, length, cell);
      return CellText.format(cell, 0);
    } catch (Misfit e) {
      return String.valueOf(e.getMessage()).replaceFirst(" is not .*", "");
    }
  }
}
