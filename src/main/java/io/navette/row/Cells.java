package io.navette.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column in a batch, appended one after the other. Fixed-width kinds live in
 * {@code long[]} or {@code double[]}, the others in one byte array with offsets; a bitmap marks
 * nulls.
 *
 * <table>
 *   <caption>storage by kind</caption>
 *   <tr><td>BOOLEAN</td><td>long 0 or 1</td></tr>
 *   <tr><td>INTEGER</td><td>long</td></tr>
 *   <tr><td>DECIMAL</td><td>unscaled long and a scale, or a BigDecimal where it does not fit</td></tr>
 *   <tr><td>DOUBLE</td><td>double</td></tr>
 *   <tr><td>DATE</td><td>long, days since 1970-01-01</td></tr>
 *   <tr><td>TIME</td><td>long, microseconds since midnight</td></tr>
 *   <tr><td>DATETIME, INSTANT</td><td>long, microseconds since 1970-01-01T00:00:00 (UTC)</td></tr>
 *   <tr><td>UUID</td><td>two longs</td></tr>
 *   <tr><td>TEXT, JSON</td><td>UTF-8 bytes</td></tr>
 *   <tr><td>BYTES</td><td>bytes</td></tr>
 * </table>
 *
 * Used by one thread at a time; reading a null cell's value gives an unspecified value.
 */
public final class Cells {
  /** Fewer steps to a full batch than by doubling, and little for a short one. */
  private static final int INITIAL = 128;

  private static final int GROWTH = 4;

  private final ColumnType type;
  private final int width;
  private long[] longs = {};
  private double[] doubles = {};
  private int[] scales = {};
  private @Nullable BigDecimal[] bigs = {};
  private byte[] bytes = {};
  private int[] ends = {};
  private long[] nulls;
  private int capacity;
  private int size;

  public Cells(ColumnType type) {
    this(type, INITIAL, INITIAL * 8);
  }

  /**
   * Cells that need not grow for so much.
   *
   * @param rows how many cells
   * @param length how many bytes of variable-length cells
   */
  public Cells(ColumnType type, int rows, int length) {
    this.type = type;
    this.width = type.kind() == ColumnType.Kind.UUID ? 2 : 1;
    this.capacity = Math.max(INITIAL, (rows + 63) / 64 * 64);
    this.nulls = new long[capacity / 64];
    switch (type.kind()) {
      case DOUBLE -> doubles = new double[capacity];
      case TEXT, BYTES, JSON -> {
        ends = new int[capacity];
        bytes = new byte[Math.max(INITIAL * 8, length)];
      }
      case DECIMAL -> {
        longs = new long[capacity];
        scales = new int[capacity];
      }
      case BOOLEAN, INTEGER, DATE, TIME, DATETIME, INSTANT, UUID ->
          longs = new long[capacity * width];
    }
  }

  public ColumnType type() {
    return type;
  }

  public int size() {
    return size;
  }

  /** Bytes of memory that the cells themselves take, for bounding batches. */
  public long weight() {
    return type.kind().variable() ? 4L * size + bytes() : 8L * width * size;
  }

  /** Bytes of variable-length cells; 0 for the other kinds. */
  public int bytes() {
    return type.kind().variable() ? start(size) : 0;
  }

  public boolean isNull(int row) {
    return (nulls[row >> 6] & (1L << row)) != 0;
  }

  public long longAt(int row) {
    return longs[row];
  }

  public boolean booleanAt(int row) {
    return longs[row] != 0;
  }

  public double doubleAt(int row) {
    return doubles[row];
  }

  public long uuidHigh(int row) {
    return longs[2 * row];
  }

  public long uuidLow(int row) {
    return longs[2 * row + 1];
  }

  /** Whether the decimal is held as {@link #longAt unscaled long} and {@link #scaleAt scale}. */
  public boolean isCompact(int row) {
    return bigs.length <= row || bigs[row] == null;
  }

  public int scaleAt(int row) {
    return scales[row];
  }

  public BigDecimal decimalAt(int row) {
    BigDecimal big = bigs.length > row ? bigs[row] : null;
    return big != null ? big : BigDecimal.valueOf(longs[row], scales[row]);
  }

  /** The array that holds all variable-length cells; cell {@code row} is [start(row), end(row)). */
  public byte[] buffer() {
    return bytes;
  }

  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  public int end(int row) {
    return start(row + 1 > size ? size : row + 1);
  }

  public int length(int row) {
    return end(row) - start(row);
  }

  public String textAt(int row) {
    return new String(bytes, start(row), length(row), StandardCharsets.UTF_8);
  }

  public byte[] bytesAt(int row) {
    return Arrays.copyOfRange(bytes, start(row), end(row));
  }

  public void appendNull() {
    int row = grow();
    nulls[row >> 6] |= 1L << row;
    if (type.kind().variable()) {
      ends[row] = start(row);
    }
  }

  /** For BOOLEAN, INTEGER, DATE, TIME, DATETIME and INSTANT. */
  public void appendLong(long value) {
    int row = grow();
    longs[row] = value;
  }

  public void appendBoolean(boolean value) {
    appendLong(value ? 1 : 0);
  }

  public void appendDouble(double value) {
    int row = grow();
    doubles[row] = value;
  }

  public void appendUuid(long high, long low) {
    int row = grow();
    longs[2 * row] = high;
    longs[2 * row + 1] = low;
  }

  public void appendDecimal(long unscaled, int scale) {
    int row = grow();
    longs[row] = unscaled;
    scales[row] = scale;
    if (bigs.length > row) {
      bigs[row] = null;
    }
  }

  public void appendDecimal(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    if (unscaled.bitLength() < 64) {
      appendDecimal(unscaled.longValue(), value.scale());
      return;
    }
    int row = grow();
    if (bigs.length <= row) {
      bigs = Arrays.copyOf(bigs, longs.length);
    }
    bigs[row] = value;
    scales[row] = value.scale();
  }

  public void appendText(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    appendBytes(encoded, 0, encoded.length);
  }

  /** For TEXT and JSON the bytes are UTF-8 already; the caller has checked that. */
  public void appendBytes(byte[] value, int offset, int length) {
    int from = appendRoom(length);
    System.arraycopy(value, offset, bytes, from, length);
  }

  /** Appends a cell of so many bytes, to be filled in {@link #buffer} from the place returned. */
  int appendRoom(int length) {
    int row = grow();
    int from = start(row);
    if (bytes.length - from < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(from, length)));
    }
    ends[row] = from + length;
    return from;
  }

  /** Appends another column's cell of the same kind. */
  public void appendFrom(Cells other, int row) {
    if (other.isNull(row)) {
      appendNull();
      return;
    }
    switch (type.kind()) {
      case BOOLEAN, INTEGER, DATE, TIME, DATETIME, INSTANT -> appendLong(other.longs[row]);
      case DOUBLE -> appendDouble(other.doubles[row]);
      case UUID -> appendUuid(other.uuidHigh(row), other.uuidLow(row));
      case TEXT, BYTES, JSON -> appendBytes(other.bytes, other.start(row), other.length(row));
      case DECIMAL -> {
        if (other.isCompact(row)) {
          appendDecimal(other.longs[row], other.scales[row]);
        } else {
          appendDecimal(other.decimalAt(row));
        }
      }
    }
  }

  /** Forgets the cells from {@code length} on; used to take back a row that failed half-way. */
  public void truncate(int length) {
    for (int row = length; row < size; row++) {
      nulls[row >> 6] &= ~(1L << row);
    }
    size = Math.min(size, length);
  }

  private int grow() {
    int row = size++;
    if (size > capacity) {
      capacity *= GROWTH;
      nulls = Arrays.copyOf(nulls, capacity / 64);
      longs = grown(longs, capacity * width);
      scales = grown(scales, capacity);
      ends = grown(ends, capacity);
      doubles = doubles.length == 0 ? doubles : Arrays.copyOf(doubles, capacity);
    }
    return row;
  }

  private static long[] grown(long[] values, int length) {
    return values.length == 0 ? values : Arrays.copyOf(values, length);
  }

  private static int[] grown(int[] values, int length) {
    return values.length == 0 ? values : Arrays.copyOf(values, length);
  }
}
