package io.navette.connector.file.excel;

import io.navette.row.CellText;
import io.navette.row.CellText.Misfit;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.math.BigDecimal;
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
  private String text = "";
  private @Nullable Cells texts;
  private int index;

  void clear() {
    kind = Kind.EMPTY;
  }

  void text(String value) {
    kind = Kind.TEXT;
    text = value;
  }

  void shared(Cells shared, int position) {
    if (position >= shared.size()) {
      throw new Misfit("the workbook has no shared text " + position);
    }
    kind = Kind.SHARED;
    texts = shared;
    index = position;
  }

  /**
   * A number, as written in the file.
   *
   * @param format what the cell's style makes of it
   */
  void number(String value, Shown format) {
    kind = value.isEmpty() ? Kind.EMPTY : Kind.NUMBER;
    // Some programs write whole numbers as 42.0.
    text = value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
    shown = format;
  }

  void flag(boolean value) {
    kind = Kind.BOOLEAN;
    text = Boolean.toString(value);
  }

  void error(String value) {
    kind = Kind.ERROR;
    text = value;
  }

  boolean isEmpty() {
    return kind == Kind.EMPTY;
  }

  /** The value as a text for a person or a column's name. */
  String shown(boolean since1904) {
    return switch (kind) {
      case EMPTY -> "";
      case TEXT, BOOLEAN, ERROR -> text;
      case SHARED -> Objects.requireNonNull(texts).textAt(index);
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
        case TIME -> Double.parseDouble(text) < 1 ? ColumnType.TIME : ColumnType.DATETIME;
        case DATE ->
            Serial.parse(text, since1904).toLocalTime().equals(LocalTime.MIDNIGHT)
                ? ColumnType.DATE
                : ColumnType.DATETIME;
      };
    } catch (Misfit e) {
      return ColumnType.DOUBLE;
    }
  }

  private boolean isWhole() {
    if (text.length() > SAFE_DIGITS) {
      return false;
    }
    for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends the value.
   *
   * @throws Misfit when it does not fit the column's type
   */
  void append(Cells into, boolean since1904) {
    switch (kind) {
      case EMPTY -> into.appendNull();
      case TEXT -> appendText(into, text);
      case SHARED -> appendShared(into, Objects.requireNonNull(texts));
      case NUMBER -> appendNumber(into, since1904);
      case BOOLEAN -> CellValue.append(into, text.equals("true"));
      case ERROR -> throw new Misfit("the cell shows " + text);
    }
  }

  private void appendShared(Cells into, Cells shared) {
    if (into.type().equals(ColumnType.TEXT)) {
      into.appendBytes(shared.buffer(), shared.start(index), shared.length(index));
    } else {
      appendText(into, shared.textAt(index));
    }
  }

  /** A formula's empty text is no number, and no date either. */
  private static void appendText(Cells into, String value) {
    if (value.isEmpty() && into.type().kind() != ColumnType.Kind.TEXT) {
      into.appendNull();
    } else {
      CellText.parse(into, value);
    }
  }

  private void appendNumber(Cells into, boolean since1904) {
    ColumnType.Kind target = into.type().kind();
    boolean moment =
        switch (target) {
          case DATE, TIME, DATETIME -> true;
          case TEXT -> shown != Shown.NUMBER;
          case BOOLEAN, INTEGER, DECIMAL, DOUBLE, BYTES, INSTANT, UUID, JSON -> false;
        };
    if (moment) {
      CellValue.append(into, moment(target, since1904));
    } else if (target == ColumnType.Kind.DOUBLE) {
      into.appendDouble(Double.parseDouble(text));
    } else if (target == ColumnType.Kind.INTEGER && isWhole()) {
      CellValue.append(into, Long.parseLong(text));
    } else {
      // A number is a double: its shortest decimal is what Excel shows.
      CellValue.append(into, decimal());
    }
  }

  private BigDecimal decimal() {
    BigDecimal shortest = new BigDecimal(Double.toString(Double.parseDouble(text)));
    return shortest.scale() < 0 || shortest.stripTrailingZeros().scale() <= 0
        ? shortest.setScale(0)
        : shortest;
  }

  private Object moment(ColumnType.Kind target, boolean since1904) {
    boolean shownAsTime = target == ColumnType.Kind.TEXT && shown == Shown.TIME;
    if (target == ColumnType.Kind.TIME || (shownAsTime && Double.parseDouble(text) < 1)) {
      return Serial.time(text);
    }
    LocalDateTime moment = Serial.parse(text, since1904);
    boolean day = target == ColumnType.Kind.TEXT && moment.toLocalTime().equals(LocalTime.MIDNIGHT);
    return day ? moment.toLocalDate() : moment;
  }
}
