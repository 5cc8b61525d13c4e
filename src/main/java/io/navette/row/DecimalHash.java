package io.navette.row;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The hash of a decimal as PostgreSQL's {@code hash_numeric_extended} computes it: its digits to
 * base 10,000 without zeros at either end, and the power of the first.
 */
final class DecimalHash {
  private static final int BASE = 10_000;
  private static final int[] POWERS = {1, 10, 100, 1000};

  /** 19 digits make at most six groups at any scale. */
  private static final int LONG_GROUPS = 6;

  private final byte[] digits;
  private int at;
  private int groups;

  private DecimalHash(int most) {
    digits = new byte[2 * most];
    at = digits.length;
  }

  /** A negative number has the complement of the seed, for the server hashes no sign. */
  static long of(Cells cells, int row, long seed) {
    boolean compact =
        cells.isCompact(row) && cells.scaleAt(row) >= 0 && cells.longAt(row) != Long.MIN_VALUE;
    return compact
        ? of(cells.longAt(row), cells.scaleAt(row), seed)
        : of(cells.decimalAt(row), seed);
  }

  private static long of(long unscaled, int scale, long seed) {
    DecimalHash hash = new DecimalHash(LONG_GROUPS);
    // The digits after the point must fill whole groups: the lowest group may be a part of one.
    int divisor = (scale & 3) == 0 ? BASE : POWERS[scale & 3];
    for (long rest = Math.abs(unscaled); rest != 0; rest /= divisor, divisor = BASE) {
      hash.group((int) (rest % divisor) * (BASE / divisor));
    }
    return hash.end(unscaled < 0 ? ~seed : seed, seed, (scale + 3) >> 2);
  }

  private static long of(BigDecimal value, long seed) {
    int behindPoint = Math.floorDiv(value.scale() + 3, 4);
    BigInteger rest = value.abs().setScale(4 * behindPoint).unscaledValue();
    DecimalHash hash = new DecimalHash(rest.bitLength() / 13 + 1);
    BigInteger base = BigInteger.valueOf(BASE);
    while (rest.signum() != 0) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      hash.group(parts[1].intValue());
      rest = parts[0];
    }
    return hash.end(value.signum() < 0 ? ~seed : seed, seed, behindPoint);
  }

  /** The next higher group of four digits. */
  private void group(int value) {
    groups++;
    if (value != 0 || at != digits.length) {
      at -= 2;
      digits[at] = (byte) value;
      digits[at + 1] = (byte) (value >>> 8);
    }
  }

  private long end(long signed, long seed, int behindPoint) {
    return groups == 0
        ? seed - 1
        : Lookup3.hash(digits, at, digits.length - at, signed) ^ (groups - 1 - behindPoint);
  }
}
