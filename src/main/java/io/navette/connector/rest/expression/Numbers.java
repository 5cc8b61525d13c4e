package io.navette.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Whole numbers without bounds but the budget's, and floating point numbers. */
final class Numbers {
  private static final int BITS = 4_096;
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  static boolean is(Object value) {
    return value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof BigInteger;
  }

  static boolean isWhole(Object value) {
    return is(value) && !(value instanceof Double);
  }

  static Object small(BigInteger number) {
    if (number.bitLength() > BITS) {
      throw Fault.budget("makes a number of more than " + BITS + " bits");
    }
    boolean fits = number.compareTo(LEAST) >= 0 && number.compareTo(GREATEST) <= 0;
    return fits ? (Object) number.longValue() : number;
  }

  static BigInteger whole(Object value) {
    return switch (value) {
      case Long number -> BigInteger.valueOf(number);
      case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
      case BigInteger number -> number;
      default -> throw Values.unfit("a whole number is needed", value);
    };
  }

  /** As a position or a count; beyond int it is as good as the end. */
  static int index(Object value) {
    BigInteger number = whole(value);
    return number.bitLength() < 31
        ? number.intValue()
        : number.signum() < 0 ? -Integer.MAX_VALUE : Integer.MAX_VALUE;
  }

  static double real(Object value) {
    return value instanceof Double number ? number : whole(value).doubleValue();
  }

  static Object arithmetic(String operator, Object left, Object right) {
    if (left instanceof Double || right instanceof Double) {
      return real(operator, real(left), real(right));
    }
    return operator.equals("/")
        ? quotient(whole(left), whole(right))
        : small(whole(operator, whole(left), whole(right)), operator, left, right);
  }

  private static Object small(
      @Nullable BigInteger result, String operator, Object left, Object right) {
    return result == null ? real(operator, real(left), real(right)) : small(result);
  }

  private static @Nullable BigInteger whole(String operator, BigInteger left, BigInteger right) {
    return switch (operator) {
      case "+" -> left.add(right);
      case "-" -> left.subtract(right);
      case "*" -> left.multiply(right);
      case "//" -> floor(left, nonZero(right));
      case "%" -> left.subtract(floor(left, nonZero(right)).multiply(right));
      case "**" -> power(left, right);
      default -> throw Fault.type("unknown operator " + operator);
    };
  }

  private static BigInteger nonZero(BigInteger divisor) {
    if (divisor.signum() == 0) {
      throw Fault.value("division by zero");
    }
    return divisor;
  }

  private static BigInteger floor(BigInteger left, BigInteger right) {
    BigInteger[] parts = left.divideAndRemainder(right);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != right.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static Object quotient(BigInteger left, BigInteger right) {
    if (left.bitLength() < 53 && right.bitLength() < 53) {
      return real("/", left.doubleValue(), right.doubleValue());
    }
    return new BigDecimal(left)
        .divide(new BigDecimal(nonZero(right)), 40, RoundingMode.HALF_EVEN)
        .doubleValue();
  }

  private static @Nullable BigInteger power(BigInteger base, BigInteger exponent) {
    if (exponent.signum() < 0) {
      return null;
    }
    long bits =
        Math.max(1L, base.abs().bitLength() - 1L)
            * Math.min(
                exponent.bitLength() > 31 ? Integer.MAX_VALUE : exponent.longValue(),
                Integer.MAX_VALUE);
    boolean trivial = base.abs().compareTo(BigInteger.ONE) <= 0;
    if (!trivial && bits > BITS) {
      throw Fault.budget("makes a number of more than " + BITS + " bits");
    }
    return trivial
        ? base.signum() >= 0
            ? exponent.signum() == 0 ? BigInteger.ONE : base
            : exponent.testBit(0) ? base : BigInteger.ONE
        : base.pow(exponent.intValueExact());
  }

  private static Object real(String operator, double left, double right) {
    boolean division = operator.equals("/") || operator.equals("//") || operator.equals("%");
    boolean power = operator.equals("**") && left == 0 && right < 0;
    if (power || (division && right == 0)) {
      throw Fault.value("division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "//" -> Math.floor(left / right);
      case "%" -> modulo(left, right);
      case "**" -> Math.pow(left, right);
      default -> throw Fault.type("unknown operator " + operator);
    };
  }

  private static double modulo(double left, double right) {
    double rest = left % right;
    return rest != 0 && rest < 0 != right < 0 ? rest + right : rest;
  }

  static Object negated(Object value) {
    if (value instanceof Double number) {
      return -number;
    }
    return small(whole(value).negate());
  }

  static boolean equal(Object left, Object right) {
    boolean real = left instanceof Double || right instanceof Double;
    return real ? real(left) == real(right) : whole(left).equals(whole(right));
  }

  static int compare(Object left, Object right) {
    if (left instanceof Double || right instanceof Double) {
      double first = real(left);
      double second = real(right);
      return first < second ? -1 : first > second ? 1 : 0;
    }
    return whole(left).compareTo(whole(right));
  }

  /** Towards zero, as a whole number. */
  static Object truncated(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw Fault.value("not a finite number");
    }
    return small(new BigDecimal(number).toBigInteger());
  }

  /** A whole number out of a text, with spaces and underscores as they may stand there. */
  static @Nullable Object parseWhole(String text, int base) {
    String digits = text.strip();
    boolean valid = digits.matches("[+-]?[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*") && digits.length() <= 1_200;
    try {
      return valid ? small(new BigInteger(digits.replace("_", ""), base)) : null;
    } catch (NumberFormatException notDigits) {
      return null;
    }
  }

  static @Nullable Double parseReal(String text) {
    String digits = text.strip().replaceAll("(?<=\\d)_(?=\\d)", "");
    if (digits.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Double.valueOf(digits);
    }
    if (digits.matches("(?i)[+-]?inf(inity)?")) {
      return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return digits.matches("(?i)[+-]?nan") ? Double.NaN : null;
  }
}
