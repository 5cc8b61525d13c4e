package io.navette.connector.file.excel;

import io.navette.row.CellText.Misfit;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts that cells refer to by number. They are read on when one further behind is asked for, so
 * that a look at a sheet's first rows does not read them all. Used by one thread.
 */
final class SharedTexts implements AutoCloseable {
  /** Blocks grow one by one, where one for all would be copied again and again. */
  private static final int BLOCK = 4096;

  private final List<Cells> blocks = new ArrayList<>();
  private int size;
  private final MarkupText text = new MarkupText();
  private final Optional<Markup> xml;
  private boolean ended;

  SharedTexts(Optional<Markup> xml) {
    this.xml = xml;
  }

  /**
   * The cells that hold the text of that number, at {@link #row}. Blocks.
   *
   * @throws Misfit when the workbook has no such text
   */
  Cells block(int number) {
    while (number >= size && !ended) {
      xml.ifPresentOrElse(this::read, () -> ended = true);
    }
    if (number < 0 || number >= size) {
      throw new Misfit("the workbook has no shared text " + number);
    }
    return blocks.get(number / BLOCK);
  }

  static int row(int number) {
    return number % BLOCK;
  }

  private void read(Markup part) {
    boolean more = part.next();
    while (more && !part.isStart("si")) {
      more = part.next();
    }
    if (more) {
      Workbook.text(part, "si", text);
      if (row(size) == 0) {
        blocks.add(new Cells(ColumnType.TEXT));
      }
      blocks.getLast().appendBytes(text.bytes(), 0, text.length());
      size++;
    } else {
      ended = true;
    }
  }

  @Override
  public void close() {
    xml.ifPresent(Markup::close);
  }
}
