package io.navette.connector.jdbc.postgres;

import io.navette.row.CellText.Misfit;
import io.navette.row.Cells;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The binary form of {@code numeric}: number of digits, weight, sign and scale, then digits to base
 * 10,000 (PostgreSQL source, {@code numeric_send}).
 */
final class NumericCodec {
  private static final int NEGATIVE = 0x4000;
  private static final int SPECIAL = 0xC000;
  private static final long BASE = 10_000;
  private static final int SAFE_GROUPS = 4;
  private static final long[] POWERS = powers();

  private NumericCodec() {}

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /**
   * Appends the number at {@code at}.
   *
   * @throws Misfit for NaN and the infinities, which no decimal is
   */
  static void decode(byte[] data, int at, Cells into) {
    int groups = Bytes.shortAt(data, at);
    int weight = Bytes.shortAt(data, at + 2);
    int sign = Bytes.shortAt(data, at + 4) & 0xFFFF;
    int scale = Bytes.shortAt(data, at + 6);
    if ((sign & SPECIAL) == SPECIAL) {
      throw new Misfit(special(sign) + " is not a decimal");
    }
    int groupScale = 4 * (groups - 1 - weight);
    boolean compact = groups <= SAFE_GROUPS && Math.abs(scale - groupScale) < 4 + 1;
    if (compact || groups == 0) {
      long value = 0;
      for (int i = 0; i < groups; i++) {
        value = value * BASE + Bytes.shortAt(data, at + 8 + 2 * i);
      }
      long scaled = groups == 0 ? 0 : rescaled(value, groupScale, scale);
      into.appendDecimal(sign == NEGATIVE ? -scaled : scaled, scale);
    } else {
      into.appendDecimal(big(data, at, groups, groupScale, sign, scale));
    }
  }

  /** Groups of four digits end at a multiple of four; the number's own scale need not. */
  private static long rescaled(long value, int from, int to) {
    return to >= from ? value * POWERS[to - from] : value / POWERS[from - to];
  }

  private static BigDecimal big(
      byte[] data, int at, int groups, int groupScale, int sign, int scale) {
    BigInteger value = BigInteger.ZERO;
    BigInteger base = BigInteger.valueOf(BASE);
    for (int i = 0; i < groups; i++) {
      value = value.multiply(base).add(BigInteger.valueOf(Bytes.shortAt(data, at + 8 + 2 * i)));
    }
    BigDecimal decimal =
        new BigDecimal(sign == NEGATIVE ? value.negate() : value, groupScale).setScale(scale);
    return decimal;
  }

  private static String special(int sign) {
    return switch (sign) {
      case 0xD000 -> "Infinity";
      case 0xF000 -> "-Infinity";
      default -> "NaN";
    };
  }

  /** Writes the number at {@code row}, length first. */
  static void encode(Cells cells, int row, CopyBuffer out) {
    if (cells.isCompact(row) && cells.scaleAt(row) >= 0 && cells.longAt(row) != Long.MIN_VALUE) {
      encode(cells.longAt(row), cells.scaleAt(row), out);
    } else {
      BigDecimal value = cells.decimalAt(row);
      encode(value.scale() < 0 ? value.setScale(0) : value, out);
    }
  }

  private static void encode(long unscaled, int scale, CopyBuffer out) {
    long rest = Math.abs(unscaled);
    int trailing = 0;
    int count = 0;
    // Four groups to a long, the lowest first; six are enough for 19 digits at any scale.
    long low = 0;
    long high = 0;
    // The digits after the point must fill whole groups: the lowest group may be a part of one.
    int partial = scale & 3;
    while (rest != 0) {
      long divisor = partial == 0 ? BASE : POWERS[partial];
      long group = (rest % divisor) * (BASE / divisor);
      rest /= divisor;
      partial = 0;
      if (count == 0 && group == 0) {
        trailing++;
      } else if (count < 4) {
        low |= group << (16 * count++);
      } else {
        high |= group << (16 * (count++ - 4));
      }
    }
    int weight = count == 0 ? 0 : trailing + count - 1 - ((scale + 3) >> 2);
    header(out, count, weight, unscaled < 0, scale);
    for (int i = count - 1; i >= 0; i--) {
      out.putShort((int) ((i < 4 ? low >>> (16 * i) : high >>> (16 * (i - 4))) & 0xFFFF));
    }
  }

  private static void encode(BigDecimal value, CopyBuffer out) {
    int scale = value.scale();
    int pad = (4 - (scale & 3)) & 3;
    BigInteger rest = value.unscaledValue().abs().multiply(BigInteger.TEN.pow(pad));
    int fraction = (scale + 3) >> 2;
    int[] groups = new int[rest.bitLength() / 13 + 1];
    int count = 0;
    BigInteger base = BigInteger.valueOf(BASE);
    while (rest.signum() != 0) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      groups[count++] = parts[1].intValue();
      rest = parts[0];
    }
    int trailing = 0;
    while (trailing < count && groups[trailing] == 0) {
      trailing++;
    }
    boolean zero = trailing == count;
    header(out, count - trailing, zero ? 0 : count - 1 - fraction, value.signum() < 0, scale);
    for (int i = count - 1; i >= trailing; i--) {
      out.putShort(groups[i]);
    }
  }

  private static void header(CopyBuffer out, int groups, int weight, boolean negative, int scale) {
    out.putInt(8 + 2 * groups);
    out.putShort(groups);
    out.putShort(weight);
    out.putShort(negative ? NEGATIVE : 0);
    out.putShort(scale);
  }
}
