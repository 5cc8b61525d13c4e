package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.row.Cells;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet, one after the other; empty ones are passed over. Used by one thread. */
final class SheetRows implements AutoCloseable {
  private final Workbook workbook;
  private final Xml xml;
  private final Cells texts;
  private final List<Shown> styles;
  private final List<SheetCell> cells = new ArrayList<>();
  private int width;
  private long number;

  SheetRows(FileStream stream) {
    this.workbook = new Workbook(stream);
    try {
      this.xml = workbook.sheet(stream.part());
      this.texts = workbook.sharedTexts();
      this.styles = workbook.styles();
    } catch (RuntimeException e) {
      workbook.close();
      throw e;
    }
  }

  boolean since1904() {
    return workbook.since1904();
  }

  /** Goes to the next row that holds something; false at the end. Blocks. */
  boolean next() {
    while (xml.next()) {
      if (xml.isStart("row")) {
        String place = xml.attribute("r");
        number = place == null ? number + 1 : Long.parseLong(place);
        if (readCells()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The row's number in the sheet, from 1. */
  long number() {
    return number;
  }

  /** One past the last column that holds something. */
  int width() {
    return width;
  }

  /** A cell, valid until the next row; empty ones too. */
  SheetCell cell(int column) {
    while (column >= cells.size()) {
      cells.add(new SheetCell());
    }
    return cells.get(column);
  }

  private boolean readCells() {
    for (int i = 0; i < width; i++) {
      cells.get(i).clear();
    }
    width = 0;
    int column = -1;
    while (xml.next() && !xml.isEnd("row")) {
      if (xml.isStart("c")) {
        String place = xml.attribute("r");
        column = place == null ? column + 1 : Letters.index(place);
        read(cell(column));
        width = cell(column).isEmpty() ? width : column + 1;
      }
    }
    return width > 0;
  }

  private void read(SheetCell cell) {
    String type = xml.attribute("t");
    Shown shown = shown(xml.attribute("s"));
    while (xml.next() && !xml.isEnd("c")) {
      if (xml.isStart("v")) {
        value(cell, type == null ? "n" : type, shown, xml.text());
      } else if (xml.isStart("is")) {
        cell.text(Workbook.text(xml, "is"));
      }
    }
  }

  private void value(SheetCell cell, String type, Shown shown, String value) {
    switch (type) {
      case "s" -> cell.shared(texts, Integer.parseInt(value.strip()));
      case "b" -> cell.flag(value.strip().equals("1"));
      case "e" -> cell.error(value);
      case "n" -> cell.number(value, shown);
      default -> cell.text(value);
    }
  }

  private Shown shown(@Nullable String style) {
    int index = style == null ? 0 : Integer.parseInt(style);
    return index < styles.size() ? styles.get(index) : Shown.NUMBER;
  }

  @Override
  public void close() {
    xml.close();
    workbook.close();
  }
}
