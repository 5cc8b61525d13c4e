package io.navette.connector.rest.expression;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** What can be read from a value with a dot, beside methods and items. */
final class Attributes {
  private Attributes() {}

  static @Nullable Object find(Object target, String name) {
    return switch (target) {
      case Moment moment -> moment(moment, name);
      case Day day -> date(day.date(), name);
      case TimeOfDay time -> time(time.time(), name);
      case Span span -> span(span, name);
      case Period period -> period(period, name);
      case Loop loop -> loop.attribute(name);
      case Namespace namespace -> namespace.variables().get(name);
      case Slice slice -> slice.attribute(name);
      default -> null;
    };
  }

  private static @Nullable Object moment(Moment moment, String name) {
    Object date = date(moment.local().toLocalDate(), name);
    if (name.equals("tzinfo")) {
      return moment.offset() == null ? None.NONE : DateFormat.format(moment, "%Z");
    }
    return date == null ? time(moment.local().toLocalTime(), name) : date;
  }

  private static @Nullable Object date(LocalDate date, String name) {
    return switch (name) {
      case "year" -> (long) date.getYear();
      case "month" -> (long) date.getMonthValue();
      case "day" -> (long) date.getDayOfMonth();
      default -> null;
    };
  }

  private static @Nullable Object time(LocalTime time, String name) {
    return switch (name) {
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> (long) time.getNano() / 1_000;
      default -> null;
    };
  }

  private static @Nullable Object span(Span span, String name) {
    return switch (name) {
      case "days" -> span.days();
      case "seconds" -> span.seconds();
      case "microseconds" -> span.fraction();
      default -> null;
    };
  }

  private static @Nullable Object period(Period period, String name) {
    return switch (name) {
      case "years" -> period.years();
      case "months" -> period.months();
      case "tdelta" -> period.rest();
      default -> span(period.rest(), name);
    };
  }
}
