package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import java.util.ArrayList;
import java.util.List;

/** The rows of a sheet, one after the other; empty ones are passed over. Used by one thread. */
final class SheetRows implements AutoCloseable {
  private final Workbook workbook;
  private final Markup xml;
  private final SharedTexts texts;
  private final List<Shown> styles;
  private final MarkupText inline = new MarkupText();
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
        number = xml.attributes().number("r", Math.toIntExact(number) + 1);
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
        column = xml.attributes().find("r") ? place(xml.attributes()) : column + 1;
        read(cell(column));
        width = cell(column).isEmpty() ? width : column + 1;
      }
    }
    return width > 0;
  }

  private static int place(Attributes attributes) {
    return Letters.index(attributes.buffer(), attributes.from(), attributes.to());
  }

  private void read(SheetCell cell) {
    char type = type();
    Shown shown = shown(xml.attributes().number("s", 0));
    while (xml.next() && !xml.isEnd("c")) {
      if (xml.isStart("v")) {
        value(cell, type, shown, xml.text());
      } else if (xml.isStart("is")) {
        Workbook.text(xml, "is", inline);
        cell.text(inline);
      }
    }
  }

  /** {@code n} where the cell does not say, {@code t} for the types with longer names. */
  private char type() {
    Attributes attributes = xml.attributes();
    if (!attributes.find("t")) {
      return 'n';
    }
    boolean single = attributes.to() - attributes.from() == 1;
    return single ? (char) attributes.buffer()[attributes.from()] : 't';
  }

  private void value(SheetCell cell, char type, Shown shown, MarkupText value) {
    switch (type) {
      case 's' -> cell.shared(texts, value.number());
      case 'b' -> cell.flag(value.number() == 1);
      case 'e' -> cell.error(value);
      case 'n' -> cell.number(value, shown);
      default -> cell.text(value);
    }
  }

  private Shown shown(int index) {
    return index < styles.size() ? styles.get(index) : Shown.NUMBER;
  }

  @Override
  public void close() {
    xml.close();
    texts.close();
    workbook.close();
  }
}
