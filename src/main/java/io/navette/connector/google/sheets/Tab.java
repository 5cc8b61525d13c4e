package io.navette.connector.google.sheets;

/**
 * One sheet of a spreadsheet.
 *
 * @param connection the connection's name, for messages
 * @param id within the spreadsheet
 * @param rows of its grid, empty ones included
 * @param columns of its grid
 */
record Tab(String connection, String title, int id, int rows, int columns) {
  /** For the beginning of messages. */
  String where() {
    return "connection " + connection + ", sheet " + title;
  }

  /** A part of it whose ends are known: nothing beyond the grid can be asked for. */
  Box within(Box box) {
    int lastColumn = box.lastColumn() < 0 ? columns - 1 : Math.min(box.lastColumn(), columns - 1);
    int lastRow = box.lastRow() < 0 ? rows - 1 : Math.min(box.lastRow(), rows - 1);
    return new Box(box.firstColumn(), box.firstRow(), lastColumn, lastRow);
  }
}
