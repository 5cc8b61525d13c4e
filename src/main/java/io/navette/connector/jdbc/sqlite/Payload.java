package io.navette.connector.jdbc.sqlite;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A row's record: a stretch of its leaf, or put together in a buffer where it goes on in overflow
 * pages ("Database File Format", section 1.6). Overflow pages are read when the record is asked
 * for.
 */
final class Payload {
  /** A buffer is kept for the next record up to this size. */
  private static final int KEPT = 1 << 20;

  private static final int POINTER = 4;

  private final StoredTable table;
  private final PageBlock leaves;
  private final PageBlock chain;
  private final IntConsumer visit;
  private byte[] joined = {};
  private byte[] bytes = {};
  private int page;
  private int from;
  private int local;
  private int size;

  /**
   * Records of one walk.
   *
   * @param visit told of every overflow page, to find loops
   */
  Payload(StoredTable table, PageBlock leaves, IntConsumer visit) {
    this.table = table;
    this.leaves = leaves;
    this.chain = new PageBlock(table);
    this.visit = visit;
  }

  /**
   * Goes to a row.
   *
   * @param leaf the page it stands in
   * @param length the record's length in bytes
   * @param at where it begins in the leaves' block
   * @param end where the leaf ends there
   */
  void move(int leaf, long length, int at, int end) {
    if (length < 0
        || length > (long) table.pages() * table.usable()
        || length > Integer.MAX_VALUE) {
      throw table.damaged(leaf, "has a row of " + length + " bytes");
    }
    page = leaf;
    size = (int) length;
    local = local(size);
    bytes = leaves.bytes();
    from = at;
    if (at + local + (local < size ? POINTER : 0) > end) {
      throw table.damaged(leaf, "has a row of " + length + " bytes that does not end on it");
    }
  }

  /** How many bytes stand in the leaf. */
  private int local(int length) {
    int usable = table.usable();
    int most = usable - 35;
    if (length <= most) {
      return length;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int filling = least + (length - least) % (usable - POINTER);
    return filling <= most ? filling : least;
  }

  /** Puts the record together; to be called before the others. */
  void load() {
    if (local < size) {
      join();
    }
  }

  private void join() {
    if (joined.length > KEPT && size <= KEPT) {
      joined = new byte[KEPT];
    }
    // A damaged length must not take memory for bytes that no page has.
    room(local);
    System.arraycopy(bytes, from, joined, 0, local);
    int next = PageCursor.four(bytes, from + local);
    int content = table.usable() - POINTER;
    for (int done = local; done < size; done += content) {
      visit.accept(next);
      PageBlock block = leaves.holds(next) ? leaves : chain;
      int at = block.place(next, (size - done - 1) / content + 1);
      int part = Math.min(content, size - done);
      room(done + part);
      System.arraycopy(block.bytes(), at + POINTER, joined, done, part);
      next = PageCursor.four(block.bytes(), at);
    }
    bytes = joined;
    from = 0;
    local = size;
  }

  private void room(int needed) {
    if (joined.length < needed) {
      joined = Arrays.copyOf(joined, (int) Math.min(size, Math.max(2L * joined.length, needed)));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return from + size;
  }

  int page() {
    return page;
  }
}
