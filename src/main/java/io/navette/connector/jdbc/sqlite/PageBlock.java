package io.navette.connector.jdbc.sqlite;

import java.io.IOException;

/** Some pages that follow each other in the file, read at once into one buffer. */
final class PageBlock {
  private static final int BYTES = 128 * 1024;

  private final StoredTable table;
  private final byte[] bytes;
  private int first;
  private int count;

  PageBlock(StoredTable table) {
    this.table = table;
    this.bytes = new byte[Math.max(BYTES, table.pageSize())];
  }

  /** What {@link #place} points into; read anew when a page is asked for that is not in it. */
  byte[] bytes() {
    return bytes;
  }

  /** How many pages fit. */
  int capacity() {
    return bytes.length / table.pageSize();
  }

  boolean holds(int page) {
    return page >= first && page < first + count;
  }

  /**
   * Where a page begins in {@link #bytes}.
   *
   * @param following how many pages, itself among them, will be asked for next
   */
  int place(int page, int following) {
    if (!holds(page)) {
      load(page, Math.min(Math.min(following, capacity()), table.pages() - page + 1));
    }
    return (page - first) * table.pageSize();
  }

  private void load(int page, int wanted) {
    if (page < 1 || page > table.pages()) {
      throw table.damaged(page, "is not one of its " + table.pages() + " pages");
    }
    count = 0;
    try {
      table.file().read((page - 1L) * table.pageSize(), bytes, wanted * table.pageSize());
    } catch (IOException e) {
      throw table.unreadable(page, e);
    }
    first = page;
    count = wanted;
  }
}
