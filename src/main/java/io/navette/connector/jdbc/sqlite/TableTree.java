package io.navette.connector.jdbc.sqlite;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the leaves of a table's b-tree in the order of rowids ("Database File Format",
 * sections 1.5 and 1.6). Every number that is read from a page is checked before it is used, rowids
 * must rise, and no more pages are visited than there are: a damaged file ends in a failure.
 */
final class TableTree {
  /** SQLite's own bound (BTCURSOR_MAX_DEPTH). */
  private static final int DEPTH = 20;

  private static final int INTERIOR = 0x05;
  private static final int LEAF = 0x0d;
  private static final int LEAF_HEADER = 8;
  private static final int INTERIOR_HEADER = 12;

  /** Bytes of a cell and its pointer, at least (MX_CELL in SQLite's source). */
  private static final int LEAST_CELL = 6;

  /** Pages between two leaves that are read with them rather than passed over. */
  private static final int GAP = 4;

  private final StoredTable table;
  private final long lowest;
  private final long highest;
  private final PageBlock block;
  private final PageCursor cursor;
  private final Payload payload;
  private final @Nullable Level[] levels = new Level[DEPTH];
  private int depth;
  private int visits;
  private boolean begun;

  private int leaf;
  private int base;
  private int cells;
  private int cell;
  private boolean some;
  private long rowid;

  /** An interior page on the way to the current leaf; its last child is the right-most pointer. */
  private static final class Level {
    private final byte[] bytes;
    private int page;
    private int cells;
    private int next;

    private Level(int size) {
      bytes = new byte[size];
    }

    private int child(int index) {
      return PageCursor.four(
          bytes, index < cells ? PageCursor.two(bytes, INTERIOR_HEADER + 2 * index) : LEAF_HEADER);
    }
  }

  /** Rows whose rowids are between two numbers, both included. */
  TableTree(StoredTable table, long lowest, long highest) {
    this.table = table;
    this.lowest = lowest;
    this.highest = highest;
    this.block = new PageBlock(table);
    this.cursor = new PageCursor(table);
    this.payload = new Payload(table, block, this::visit);
  }

  /** Moves to the next row; false behind the last one. */
  boolean next() {
    if (!begun) {
      begun = true;
      if (!enter(table.root(), 1) && !nextLeaf()) {
        return false;
      }
    }
    do {
      while (cell == cells) {
        if (!nextLeaf()) {
          return false;
        }
      }
      readCell();
    } while (rowid < lowest);
    return rowid <= highest;
  }

  long rowid() {
    return rowid;
  }

  /** The current row's leaf. */
  int page() {
    return leaf;
  }

  /** The current row's record. */
  Payload payload() {
    return payload;
  }

  private boolean nextLeaf() {
    cell = 0;
    cells = 0;
    while (depth > 0) {
      Level level = level(depth - 1);
      if (level.next > level.cells) {
        depth--;
      } else {
        int child = level.child(level.next);
        int run = block.holds(child) ? 1 : run(level);
        level.next++;
        if (enter(child, run)) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many pages to read from the next child on: those that hold the children behind it too. */
  private int run(Level level) {
    int first = level.child(level.next);
    int last = first;
    for (int i = level.next + 1; i <= level.cells; i++) {
      int page = level.child(i);
      if (page <= last || page - last > GAP || page - first >= block.capacity()) {
        break;
      }
      last = page;
    }
    return last - first + 1;
  }

  /** True for a leaf; an interior page becomes one more level. */
  private boolean enter(int page, int following) {
    visit(page);
    int place = block.place(page, following);
    byte[] bytes = block.bytes();
    int type = bytes[place];
    if (type != LEAF && type != INTERIOR) {
      throw table.damaged(page, "is not one of a table's, but of type " + type);
    }
    int count = PageCursor.two(bytes, place + 3);
    boolean empty = count == 0 && (type == INTERIOR || page != table.root());
    if (empty || count > (table.pageSize() - LEAF_HEADER) / LEAST_CELL) {
      throw table.damaged(page, "can't have " + count + " cells");
    }
    if (type == INTERIOR) {
      descend(page, place, count);
      return false;
    }
    leaf = page;
    base = place;
    cells = count;
    cell = 0;
    return true;
  }

  private void visit(int page) {
    if (++visits > table.pages()) {
      throw table.damaged(page, "is visited twice");
    }
  }

  private void descend(int page, int place, int count) {
    if (depth == DEPTH) {
      throw table.damaged(page, "is deeper than " + DEPTH + " levels");
    }
    if (levels[depth] == null) {
      levels[depth] = new Level(table.pageSize());
    }
    Level level = level(depth++);
    System.arraycopy(block.bytes(), place, level.bytes, 0, table.pageSize());
    level.page = page;
    level.cells = count;
    level.next = 0;
    for (int i = 0; i < count; i++) {
      if (key(level, i) < lowest) {
        level.next = i + 1;
      }
    }
  }

  private Level level(int index) {
    return Objects.requireNonNull(levels[index]);
  }

  /** The highest rowid of an interior cell's child; checks the cell's place as well. */
  private long key(Level level, int index) {
    int at = PageCursor.two(level.bytes, INTERIOR_HEADER + 2 * index);
    if (at < INTERIOR_HEADER + 2 * level.cells || at > table.usable() - 5) {
      throw table.damaged(level.page, "has no place " + at + " for cell " + index);
    }
    cursor.move(level.page, level.bytes, at + 4, table.usable());
    return cursor.varint();
  }

  private void readCell() {
    byte[] bytes = block.bytes();
    int end = base + table.usable();
    int at = base + PageCursor.two(bytes, base + LEAF_HEADER + 2 * cell);
    if (at < base + LEAF_HEADER + 2 * cells || at >= end) {
      throw table.damaged(leaf, "has no place " + (at - base) + " for cell " + cell);
    }
    cursor.move(leaf, bytes, at, end);
    long size = cursor.varint();
    long id = cursor.varint();
    if (some && id <= rowid) {
      throw table.damaged(leaf, "has rowid " + id + " behind " + rowid);
    }
    some = true;
    rowid = id;
    cell++;
    payload.move(leaf, size, cursor.at(), end);
  }
}
