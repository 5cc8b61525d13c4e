package io.navette.row;

/**
 * The hash of one column's cells, by value: a decimal's trailing zeros, an integer's width and the
 * system a cell came from do not matter, every other difference does. NULL, the empty text and zero
 * differ, and so do 0.0 and -0.0.
 *
 * <p>A column's constants depend on its position, so that two cells that change places are noticed.
 * Each kind is hashed as PostgreSQL's own hash function for it does, with what that leaves out (the
 * sign of a numeric, the upper half of a bigint) in the seed; sinks and sources that digest rows in
 * their server repeat in their language what stands here.
 */
public final class CellHash {
  private static final long EPOCH_DAYS = 10_957;
  private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

  private final int column;
  private final boolean normal;
  private final long seed;

  /**
   * @param column the column's position in the row
   * @param normal whether JSON is hashed in its {@link NormalJson normal form}
   */
  CellHash(int column, boolean normal) {
    this.column = column;
    this.normal = normal;
    this.seed = seed(column);
  }

  /** What a column's values are hashed with. */
  public static long seed(int column) {
    return constant(column, 0);
  }

  /** The hash of NULL. */
  public static long none(int column) {
    return constant(column, 1);
  }

  /** The hash of true. */
  public static long yes(int column) {
    return constant(column, 2);
  }

  /** The hash of false. */
  public static long no(int column) {
    return constant(column, 3);
  }

  /** The hash of the double -0.0. */
  public static long negativeZero(int column) {
    return constant(column, 4);
  }

  /** Any two differ in about half of their bits (the finalizer of SplitMix64). */
  private static long constant(int column, int role) {
    long mixed = (column * 8L + role + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  long of(Cells cells, int row) {
    if (cells.isNull(row)) {
      return none(column);
    }
    return switch (cells.type().kind()) {
      case BOOLEAN -> cells.booleanAt(row) ? yes(column) : no(column);
      case INTEGER -> integer(cells.longAt(row));
      case DECIMAL -> DecimalHash.of(cells, row, seed);
      case DOUBLE -> number(cells.doubleAt(row));
      case TEXT -> Lookup3.hash(cells.buffer(), cells.start(row), cells.length(row), seed);
      case JSON -> json(cells, row);
      case BYTES -> 31 + Lookup3.hash(cells.buffer(), cells.start(row), cells.length(row), seed);
      case DATE -> Lookup3.hash((int) (cells.longAt(row) - EPOCH_DAYS), seed);
      case TIME -> folded(cells.longAt(row), seed);
      case DATETIME, INSTANT -> folded(cells.longAt(row) - EPOCH_MICROS, seed);
      case UUID -> uuid(cells, row);
    };
  }

  private long integer(long value) {
    return folded(value, seed ^ (value >> 32));
  }

  /** Small numbers have the hash they would have in 32 bits ({@code hashint8extended}). */
  private static long folded(long value, long seed) {
    int high = (int) (value >> 32);
    return Lookup3.hash((int) value ^ (value < 0 ? ~high : high), seed);
  }

  private long number(double value) {
    if (value == 0) {
      return Double.doubleToLongBits(value) == 0 ? seed : negativeZero(column);
    }
    return Lookup3.hash(bytes(Double.doubleToLongBits(value), false), 0, 8, seed);
  }

  private static byte[] bytes(long value, boolean bigEndian) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (8 * (bigEndian ? 7 - i : i)));
    }
    return bytes;
  }

  private long uuid(Cells cells, int row) {
    byte[] bytes = new byte[16];
    System.arraycopy(bytes(cells.uuidHigh(row), true), 0, bytes, 0, 8);
    System.arraycopy(bytes(cells.uuidLow(row), true), 0, bytes, 8, 8);
    return Lookup3.hash(bytes, 0, 16, seed);
  }

  private long json(Cells cells, int row) {
    if (!normal) {
      return Lookup3.hash(cells.buffer(), cells.start(row), cells.length(row), seed);
    }
    byte[] text = NormalJson.of(cells.textAt(row));
    return Lookup3.hash(text, 0, text.length, seed);
  }
}
