package io.navette.connector.jdbc.sqlite;

/**
 * A record's fields: their serial types and where their values stand ("Database File Format",
 * section 2.1).
 */
final class StoredRecord {
  static final int NULL = 0;
  static final int REAL = 7;
  static final int ZERO = 8;
  static final int ONE = 9;
  static final int BLOB = 12;
  static final int TEXT = 13;

  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};

  private final StoredTable table;
  private final PageCursor cursor;
  private final int[] types;
  private final int[] starts;
  private final int[] ends;
  private byte[] bytes = {};
  private int count;

  /**
   * Records of a table.
   *
   * @param fields how many are looked at, from the first one on
   */
  StoredRecord(StoredTable table, int fields) {
    this.table = table;
    this.cursor = new PageCursor(table);
    this.types = new int[fields];
    this.starts = new int[fields];
    this.ends = new int[fields];
  }

  void read(Payload payload) {
    payload.load();
    bytes = payload.bytes();
    int from = payload.from();
    int to = payload.to();
    cursor.move(payload.page(), bytes, from, to);
    long header = cursor.varint();
    if (header < cursor.at() - from || header > to - from) {
      throw table.damaged(payload.page(), "has a record with a header of " + header + " bytes");
    }
    int body = from + (int) header;
    cursor.move(payload.page(), bytes, cursor.at(), body);
    int place = body;
    count = 0;
    while (count < types.length && cursor.at() < body) {
      long type = cursor.varint();
      long length = type >>> 1 < BLOB / 2 ? LENGTHS[(int) type] : (type - BLOB) >> 1;
      if (length < 0 || length > to - place) {
        throw table.damaged(payload.page(), "has a record with a field of type " + type);
      }
      types[count] = type < BLOB ? (int) type : BLOB | ((int) type & 1);
      starts[count] = place;
      place += (int) length;
      ends[count++] = place;
    }
    if (cursor.at() == body && place != to) {
      throw table.damaged(payload.page(), "has a record with bytes behind its last field");
    }
  }

  /** How many fields there are; fewer than asked for where columns were added since. */
  int count() {
    return count;
  }

  /** A serial type up to 11, or {@link #BLOB} or {@link #TEXT}. */
  int type(int field) {
    return types[field];
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  /** The big-endian number of a field, as wide as it is. */
  long whole(int field) {
    int at = starts[field];
    int end = ends[field];
    long value = at < end ? bytes[at] : types[field] == ONE ? 1 : 0;
    while (++at < end) {
      value = value << 8 | (bytes[at] & 0xff);
    }
    return value;
  }

  double real(int field) {
    return Double.longBitsToDouble(whole(field));
  }
}
