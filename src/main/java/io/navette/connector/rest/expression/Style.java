package io.navette.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Width, precision and sign of a formatted value.
 *
 * @param precision digits, or the length of a text; -1 where not said
 */
record Style(
    String filler, char alignment, String sign, int width, int precision, boolean grouped) {
  private static final int DIGITS = 400;

  String text(String text, Scope scope) {
    String cut =
        precision >= 0 && precision < text.length()
            ? text.substring(
                0, text.offsetByCodePoints(0, Math.min(precision, Characters.count(text))))
            : text;
    return padded(cut, alignment == '=' ? '<' : alignment, scope);
  }

  String number(Object value, String kind, Scope scope) {
    if (precision > DIGITS) {
      throw Fault.budget("formats more than " + DIGITS + " digits");
    }
    String digits = digits(value, kind);
    boolean minus = digits.startsWith("-");
    String bare = minus ? digits.substring(1) : digits;
    String before = minus ? "-" : sign;
    if (filler.equals("0") && alignment != '<') {
      return before + StringMethods.padded(bare, width - before.length(), "0", 'r', scope);
    }
    return padded(before + bare, alignment, scope);
  }

  private String padded(String text, char side, Scope scope) {
    char place = side == '<' ? 'l' : side == '^' ? 'c' : 'r';
    return StringMethods.padded(text, width, filler, place, scope);
  }

  private String digits(Object value, String kind) {
    String plain =
        switch (kind) {
          case "d" -> whole(value).toString();
          case "x" -> whole(value).toString(16);
          case "X" -> whole(value).toString(16).toUpperCase(Locale.ROOT);
          case "o" -> whole(value).toString(8);
          case "b" -> whole(value).toString(2);
          case "e", "E", "g", "G" -> scientific(Numbers.real(value), kind);
          case "%" -> fixed(Numbers.real(value) * 100) + "%";
          default -> fixed(Numbers.real(value));
        };
    return grouped ? grouped(plain) : plain;
  }

  private static BigInteger whole(Object value) {
    return Numbers.whole(value instanceof Double real ? Numbers.truncated(real) : value);
  }

  private int digitsOr(int otherwise) {
    return precision < 0 ? otherwise : precision;
  }

  private String fixed(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Printer.real(number);
    }
    String digits =
        new BigDecimal(number).setScale(digitsOr(6), RoundingMode.HALF_EVEN).toPlainString();
    return number < 0 && !digits.startsWith("-") ? "-" + digits : digits;
  }

  private String scientific(double number, String kind) {
    if (kind.equalsIgnoreCase("g")) {
      return general(number);
    }
    String digits = String.format(Locale.ROOT, "%." + digitsOr(6) + "e", number);
    return kind.equals("E") ? digits.toUpperCase(Locale.ROOT) : digits;
  }

  private String general(double number) {
    int significant = Math.max(1, digitsOr(6));
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(significant, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= significant) {
      String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return mantissa + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String grouped(String digits) {
    int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = point - 3; at > (digits.startsWith("-") ? 1 : 0); at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }
}
