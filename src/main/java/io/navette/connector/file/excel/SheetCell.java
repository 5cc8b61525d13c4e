package io.navette.connector.file.excel;

import io.navette.row.CellBytes;
import io.navette.row.CellText.Misfit;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one cell holds. Reused from row to row. */
final class SheetCell {
  private enum Kind {
    EMPTY,
    TEXT,
    SHARED,
    NUMBER,
    BOOLEAN,
    ERROR
  }

  private static final int SAFE_DIGITS = 15;

  private Kind kind = Kind.EMPTY;
  private Shown shown = Shown.NUMBER;
  private byte[] bytes = new byte[32];
  private int length;
  private @Nullable SharedTexts texts;
  private int index;

  void clear() {
    kind = Kind.EMPTY;
  }

  void text(MarkupText value) {
    keep(Kind.TEXT, value);
  }

  private void keep(Kind what, MarkupText value) {
    kind = what;
    length = value.length();
    if (length > bytes.length) {
      bytes = new byte[length * 2];
    }
    System.arraycopy(value.bytes(), 0, bytes, 0, length);
  }

  /** One of the workbook's texts, by its number. */
  void shared(SharedTexts shared, int position) {
    kind = Kind.SHARED;
    texts = shared;
    index = position;
  }

  /**
   * A number, as written in the file.
   *
   * @param format what the cell's style makes of it
   */
  void number(MarkupText value, Shown format) {
    keep(value.isEmpty() ? Kind.EMPTY : Kind.NUMBER, value);
    // Some programs write whole numbers as 42.0.
    if (length > 2 && bytes[length - 1] == '0' && bytes[length - 2] == '.') {
      length -= 2;
    }
    shown = format;
  }

  void flag(boolean value) {
    kind = Kind.BOOLEAN;
    index = value ? 1 : 0;
  }

  void error(MarkupText value) {
    keep(Kind.ERROR, value);
  }

  private String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  boolean isEmpty() {
    return kind == Kind.EMPTY;
  }

  /** The value as a text for a person or a column's name. */
  String shown(boolean since1904) {
    return switch (kind) {
      case EMPTY -> "";
      case BOOLEAN -> Boolean.toString(index == 1);
      case TEXT, ERROR -> text();
      case SHARED -> Objects.requireNonNull(texts).block(index).textAt(SharedTexts.row(index));
      case NUMBER -> {
        Cells cell = new Cells(ColumnType.TEXT);
        append(cell, since1904);
        yield cell.textAt(0);
      }
    };
  }

  /** The narrowest type that holds the value; empty for no value. */
  Optional<ColumnType> type(boolean since1904) {
    return switch (kind) {
      case EMPTY -> Optional.empty();
      case TEXT, SHARED -> Optional.of(ColumnType.TEXT);
      case BOOLEAN -> Optional.of(ColumnType.BOOLEAN);
      case ERROR -> Optional.empty();
      case NUMBER -> Optional.of(numberType(since1904));
    };
  }

  private ColumnType numberType(boolean since1904) {
    try {
      return switch (shown) {
        case NUMBER -> isWhole() ? ColumnType.INTEGER : ColumnType.DOUBLE;
        case TIME -> Double.parseDouble(text()) < 1 ? ColumnType.TIME : ColumnType.DATETIME;
        case DATE ->
            Serial.micros(text(), since1904) % Serial.DAY == 0
                ? ColumnType.DATE
                : ColumnType.DATETIME;
      };
    } catch (Misfit e) {
      return ColumnType.DOUBLE;
    }
  }

  private boolean isWhole() {
    return isPlain(false);
  }

  /** Digits that a double holds as they are, with a point among them where that is allowed. */
  private boolean isPlain(boolean point) {
    int from = bytes[0] == '-' ? 1 : 0;
    boolean free = point;
    for (int i = from; i < length; i++) {
      if (bytes[i] == '.' && free && i > from && i < length - 1) {
        free = false;
      } else if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return length > from && length <= SAFE_DIGITS;
  }

  /**
   * Appends the value.
   *
   * @throws Misfit when it does not fit the column's type
   */
  void append(Cells into, boolean since1904) {
    switch (kind) {
      case EMPTY -> into.appendNull();
      case TEXT -> appendText(into, bytes, 0, length);
      case SHARED -> {
        Cells shared = Objects.requireNonNull(texts).block(index);
        int row = SharedTexts.row(index);
        appendText(into, shared.buffer(), shared.start(row), shared.end(row));
      }
      case NUMBER -> appendNumber(into, since1904);
      case BOOLEAN -> CellValue.append(into, index == 1);
      case ERROR -> throw new Misfit("the cell shows " + text());
    }
  }

  /** A formula's empty text is no number, and no date either. */
  private static void appendText(Cells into, byte[] bytes, int from, int to) {
    if (from == to && into.type().kind() != ColumnType.Kind.TEXT) {
      into.appendNull();
    } else {
      CellBytes.parse(into, bytes, from, to);
    }
  }

  private void appendNumber(Cells into, boolean since1904) {
    switch (into.type().kind()) {
      case DATETIME -> into.appendLong(Serial.micros(text(), since1904));
      case DATE -> appendDate(into, since1904);
      case TIME -> CellValue.append(into, Serial.time(text()));
      case TEXT -> {
        if (shown == Shown.NUMBER) {
          CellValue.append(into, decimal());
        } else {
          CellValue.append(into, moment(since1904));
        }
      }
      case DOUBLE -> CellBytes.parse(into, bytes, 0, length);
      case INTEGER, DECIMAL -> {
        // A number is a double: its shortest decimal is what Excel shows.
        if (isPlain(into.type().kind() == ColumnType.Kind.DECIMAL)) {
          CellBytes.parse(into, bytes, 0, withoutZeros());
        } else {
          CellValue.append(into, decimal());
        }
      }
      case BOOLEAN, BYTES, INSTANT, UUID, JSON -> CellValue.append(into, decimal());
    }
  }

  private void appendDate(Cells into, boolean since1904) {
    long micros = Serial.micros(text(), since1904);
    if (micros % Serial.DAY == 0) {
      into.appendLong(micros / Serial.DAY);
    } else {
      CellValue.append(into, Serial.dateTime(micros));
    }
  }

  /** Where the digits end, without zeros at the end of a fraction. */
  private int withoutZeros() {
    int point = 0;
    while (point < length && bytes[point] != '.') {
      point++;
    }
    int to = length;
    while (to > point && (bytes[to - 1] == '0' || bytes[to - 1] == '.')) {
      to--;
    }
    return point == length ? length : to;
  }

  private BigDecimal decimal() {
    BigDecimal shortest = new BigDecimal(Double.toString(Double.parseDouble(text())));
    return shortest.scale() < 0 || shortest.stripTrailingZeros().scale() <= 0
        ? shortest.setScale(0)
        : shortest;
  }

  /** What a text column gets of a date. */
  private Object moment(boolean since1904) {
    String text = text();
    if (shown == Shown.TIME && Double.parseDouble(text) < 1) {
      return Serial.time(text);
    }
    LocalDateTime moment = Serial.dateTime(Serial.micros(text, since1904));
    return moment.toLocalTime().equals(LocalTime.MIDNIGHT) ? moment.toLocalDate() : moment;
  }
}
