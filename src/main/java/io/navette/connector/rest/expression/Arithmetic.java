package io.navette.connector.rest.expression;

import java.util.List;

/** What {@code + - * / // % **} do with each kind of value. */
final class Arithmetic {
  private Arithmetic() {}

  static Object apply(String operator, Object left, Object right, Scope scope) {
    if (left instanceof String pattern && operator.equals("%")) {
      return PercentFormat.format(pattern, right, scope);
    }
    if (left instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (Numbers.is(left) && Numbers.is(right)) {
      return Numbers.arithmetic(operator, left, right);
    }
    Object result =
        switch (operator) {
          case "+" -> joined(left, right, scope);
          case "*" -> repeated(left, right, scope);
          default -> None.NONE;
        };
    return result == None.NONE ? dates(operator, left, right) : result;
  }

  private static Object dates(String operator, Object left, Object right) {
    Object result = DateArithmetic.apply(operator, left, right);
    if (result == None.NONE) {
      throw Fault.type(
          "'"
              + operator
              + "' has no meaning between a "
              + Values.kind(left)
              + " and a "
              + Values.kind(right));
    }
    return result;
  }

  private static Object joined(Object left, Object right, Scope scope) {
    if (left instanceof String first && right instanceof String second) {
      scope.budget().text((long) first.length() + second.length());
      return first.concat(second);
    }
    boolean lists =
        left instanceof List<?>
            && right instanceof List<?>
            && left instanceof Tuple == right instanceof Tuple;
    if (!lists) {
      return None.NONE;
    }
    ListValue all = Sequences.list(left, scope);
    all.addAll(Sequences.list(right, scope));
    return left instanceof Tuple ? new Tuple(all) : all;
  }

  private static Object repeated(Object left, Object right, Scope scope) {
    boolean swapped = Numbers.isWhole(left);
    Object sequence = swapped ? right : left;
    Object times = swapped ? left : right;
    if (!Numbers.isWhole(times)) {
      return None.NONE;
    }
    int count = Math.max(0, Numbers.index(times));
    if (sequence instanceof String text) {
      scope.budget().text((long) text.length() * count);
      return text.repeat(count);
    }
    if (!(sequence instanceof List<?> list)) {
      return None.NONE;
    }
    int rounds = list.isEmpty() ? 0 : count;
    scope.budget().spend((long) list.size() * rounds);
    ListValue all = new ListValue();
    for (int round = 0; round < rounds; round++) {
      all.addAll(Sequences.list(list, scope));
    }
    return list instanceof Tuple ? new Tuple(all) : all;
  }

  static Object signed(Object value, boolean minus) {
    if (value instanceof Span span) {
      return minus ? new Span(-span.microseconds()) : span;
    }
    if (!Numbers.is(value)) {
      throw Values.unfit("a number is needed after a sign", value);
    }
    return minus
        ? Numbers.negated(value)
        : value instanceof Boolean ? Numbers.small(Numbers.whole(value)) : value;
  }
}
