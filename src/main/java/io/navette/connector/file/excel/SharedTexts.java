package io.navette.connector.file.excel;

import io.navette.row.CellText.Misfit;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.util.Optional;

/**
 * Texts that cells refer to by number. They are read on when one further behind is asked for, so
 * that a look at a sheet's first rows does not read them all. Used by one thread.
 */
final class SharedTexts implements AutoCloseable {
  private final Cells texts = new Cells(ColumnType.TEXT);
  private final MarkupText text = new MarkupText();
  private final Optional<Markup> xml;
  private boolean ended;

  SharedTexts(Optional<Markup> xml) {
    this.xml = xml;
  }

  /**
   * The texts; the one with that number is among them. Blocks.
   *
   * @throws Misfit when the workbook has no such text
   */
  Cells with(int number) {
    while (number >= texts.size() && !ended) {
      xml.ifPresentOrElse(this::read, () -> ended = true);
    }
    if (number < 0 || number >= texts.size()) {
      throw new Misfit("the workbook has no shared text " + number);
    }
    return texts;
  }

  private void read(Markup part) {
    boolean more = part.next();
    while (more && !part.isStart("si")) {
      more = part.next();
    }
    if (more) {
      Workbook.text(part, "si", text);
      texts.appendBytes(text.bytes(), 0, text.length());
    } else {
      ended = true;
    }
  }

  @Override
  public void close() {
    xml.ifPresent(Markup::close);
  }
}
