package io.navette.connector.jdbc.sqlite;

/** Numbers from a stretch of a page, or of a record; none from behind its end. */
final class PageCursor {
  private final StoredTable table;
  private int page;
  private byte[] bytes = {};
  private int at;
  private int end;

  PageCursor(StoredTable table) {
    this.table = table;
  }

  /**
   * Goes to another stretch.
   *
   * @param origin the page that is named should something be wrong
   */
  void move(int origin, byte[] buffer, int from, int to) {
    page = origin;
    bytes = buffer;
    at = from;
    end = to;
  }

  /** Where the next number stands in the buffer. */
  int at() {
    return at;
  }

  /** A big-endian number of 1 to 9 bytes ("Database File Format", section 1.6). */
  long varint() {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    return longVarint();
  }

  private long longVarint() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte digit = next();
      value = value << 7 | (digit & 0x7f);
      if (digit >= 0) {
        return value;
      }
    }
    return value << 8 | (next() & 0xff);
  }

  private byte next() {
    if (at >= end) {
      throw table.damaged(page, "ends within a number");
    }
    return bytes[at++];
  }

  /** The unsigned big-endian number of two bytes at a place. */
  static int two(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** The big-endian number of four bytes at a place; negative for what is no page's number. */
  static int four(byte[] bytes, int at) {
    return two(bytes, at) << 16 | two(bytes, at + 2);
  }
}
