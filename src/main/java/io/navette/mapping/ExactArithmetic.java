package io.navette.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlOperator;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of expressions: integers and decimals stay exact, a null operand makes the result
 * null, and a comparison with null is false. Division keeps 34 digits.
 */
final class ExactArithmetic extends JexlArithmetic {
  ExactArithmetic() {
    super(true, MathContext.DECIMAL128, -1);
  }

  @Override
  protected JexlArithmetic createWithOptions(boolean strict, MathContext context, int scale) {
    return this;
  }

  /**
   * Strict only in that errors such as a division by zero are raised; null is an ordinary operand.
   */
  @Override
  public boolean isStrict(JexlOperator operator) {
    return false;
  }

  @Override
  protected <T> @Nullable T controlNullOperand(boolean strict, @Nullable T standIn) {
    return standIn;
  }

  @Override
  protected boolean toBoolean(boolean strict, @Nullable Object value) {
    return value != null && super.toBoolean(strict, value);
  }

  @Override
  public boolean toBoolean(@Nullable Object value) {
    return value != null && super.toBoolean(value);
  }

  @Override
  public @Nullable Object add(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    if (left instanceof CharSequence || right instanceof CharSequence) {
      return text(left) + text(right);
    }
    return number(decimal(left).add(decimal(right)), left, right);
  }

  private static String text(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  @Override
  public @Nullable Object subtract(@Nullable Object left, @Nullable Object right) {
    return left == null || right == null
        ? null
        : number(decimal(left).subtract(decimal(right)), left, right);
  }

  @Override
  public @Nullable Object multiply(@Nullable Object left, @Nullable Object right) {
    return left == null || right == null
        ? null
        : number(decimal(left).multiply(decimal(right)), left, right);
  }

  @Override
  public @Nullable Object divide(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    return decimal(left).divide(nonZero(right), MathContext.DECIMAL128);
  }

  @Override
  public @Nullable Object mod(@Nullable Object left, @Nullable Object right) {
    return left == null || right == null
        ? null
        : number(decimal(left).remainder(nonZero(right)), left, right);
  }

  @Override
  public @Nullable Object negate(@Nullable Object value) {
    return value == null ? null : number(decimal(value).negate(), value, value);
  }

  @Override
  protected int compare(@Nullable Object left, @Nullable Object right, JexlOperator operator) {
    if (left instanceof Number && right instanceof Number) {
      return decimal(left).compareTo(decimal(right));
    }
    return super.compare(left, right, operator);
  }

  @Override
  public boolean equals(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number && right instanceof Number) {
      return decimal(left).compareTo(decimal(right)) == 0;
    }
    return (left == null || right == null) ? left == right : left.equals(right);
  }

  @Override
  public boolean lessThan(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null && super.lessThan(left, right);
  }

  @Override
  public boolean lessThanOrEqual(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null && super.lessThanOrEqual(left, right);
  }

  @Override
  public boolean greaterThan(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null && super.greaterThan(left, right);
  }

  @Override
  public boolean greaterThanOrEqual(@Nullable Object left, @Nullable Object right) {
    return left != null && right != null && super.greaterThanOrEqual(left, right);
  }

  /** {@code =~} would use a regular expression engine without a time bound. */
  @Override
  public Boolean contains(@Nullable Object container, @Nullable Object value) {
    throw new ArithmeticException("use matches(text, pattern) instead of =~");
  }

  static BigDecimal decimal(Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal;
      case BigInteger integer -> new BigDecimal(integer);
      case Double floating -> finite(floating);
      case Number number -> BigDecimal.valueOf(number.longValue());
      default -> throw new ArithmeticException("\"" + value + "\" is no number");
    };
  }

  private static BigDecimal finite(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(value + " can't be calculated with");
    }
    return new BigDecimal(Double.toString(value));
  }

  private static BigDecimal nonZero(Object value) {
    BigDecimal divisor = decimal(value);
    if (divisor.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    return divisor;
  }

  /** Whole-number operands give a whole number; anything else a decimal. */
  private static Object number(BigDecimal result, Object left, Object right) {
    boolean whole = isWhole(left) && isWhole(right);
    return whole && result.unscaledValue().bitLength() < 64 && result.scale() == 0
        ? (Object) result.longValue()
        : result;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
  }
}
