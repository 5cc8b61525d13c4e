package io.navette.connector.rest.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Dates and lengths of time, added, subtracted and multiplied. */
final class DateArithmetic {
  private DateArithmetic() {}

  /** None where the operator has no meaning for these two. */
  static Object apply(String operator, Object left, Object right) {
    try {
      return switch (operator) {
        case "+" -> sum(left, right);
        case "-" -> difference(left, right);
        case "*" -> product(left, right);
        case "/", "//" -> quotient(operator, left, right);
        default -> None.NONE;
      };
    } catch (DateTimeException | ArithmeticException beyond) {
      throw Fault.value("a date beyond what a calendar holds");
    }
  }

  private static Object sum(Object left, Object right) {
    boolean swap = (left instanceof Span || left instanceof Period) && !(right instanceof Span);
    Object date = swap ? right : left;
    Object length = swap ? left : right;
    return switch (date) {
      case Moment moment when length instanceof Span span ->
          moment.with(plus(moment.local(), span));
      case Moment moment when length instanceof Period period ->
          moment.with(plus(moment.local().plusMonths(period.allMonths()), period.rest()));
      case Day day when length instanceof Span span -> new Day(plus(day.date(), span));
      case Day day when length instanceof Period period ->
          new Day(plus(day.date().plusMonths(period.allMonths()), period.rest()));
      case Span first when length instanceof Span second ->
          new Span(Math.addExact(first.microseconds(), second.microseconds()));
      case Span first when length instanceof Period second -> sum(second, first);
      case Period first when length instanceof Span second ->
          new Period(first.years(), first.months(), (Span) sum(first.rest(), second));
      case Period first when length instanceof Period second ->
          new Period(
              first.years() + second.years(),
              first.months() + second.months(),
              (Span) sum(first.rest(), second.rest()));
      default -> None.NONE;
    };
  }

  private static Object difference(Object left, Object right) {
    if (left instanceof Moment first && right instanceof Moment second) {
      if (first.aware() != second.aware()) {
        throw Fault.type("a datetime with offset has no distance to one without");
      }
      return new Span(ChronoUnit.MICROS.between(second.instant(), first.instant()));
    }
    if (left instanceof Day first && right instanceof Day second) {
      return new Span(ChronoUnit.DAYS.between(second.date(), first.date()) * Span.DAY);
    }
    return switch (right) {
      case Span span ->
          left instanceof Span || !(left instanceof String)
              ? sumOfDate(left, new Span(-span.microseconds()))
              : None.NONE;
      case Period period -> sumOfDate(left, period.negated());
      default -> None.NONE;
    };
  }

  private static Object sumOfDate(Object left, Object length) {
    return sum(left, length);
  }

  private static Object product(Object left, Object right) {
    Object length = left instanceof Span ? left : right;
    Object factor = left instanceof Span ? right : left;
    if (!(length instanceof Span span) || !Numbers.is(factor)) {
      return None.NONE;
    }
    return factor instanceof Double real
        ? new Span(Math.round(span.microseconds() * real))
        : new Span(Math.multiplyExact(span.microseconds(), Numbers.whole(factor).longValueExact()));
  }

  private static Object quotient(String operator, Object left, Object right) {
    if (!(left instanceof Span span)) {
      return None.NONE;
    }
    if (right instanceof Span other) {
      return Numbers.arithmetic(operator, span.microseconds(), other.microseconds());
    }
    if (!Numbers.is(right)) {
      return None.NONE;
    }
    Object micros = Numbers.arithmetic(operator, span.microseconds(), right);
    return new Span(Math.round(Numbers.real(micros)));
  }

  private static LocalDateTime plus(LocalDateTime date, Span span) {
    return date.plus(span.microseconds(), ChronoUnit.MICROS);
  }

  private static LocalDate plus(LocalDate date, Span span) {
    return date.plusDays(span.days());
  }
}
