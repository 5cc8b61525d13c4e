package io.navette.connector.rest.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;

/** Methods of dates, times and lengths of time. */
final class DateMethods {
  private static final String FIELDS = "year? month? day? hour? minute? second? microsecond?";

  static final Map<String, Operation> MOMENT =
      Map.ofEntries(
          entry(
              "strftime",
              "format",
              (value, given, scope) -> DateFormat.format((Moment) value, given.text(0))),
          entry(
              "isoformat",
              "sep? timespec?",
              (value, given, scope) ->
                  ((Moment) value).iso(given.text(0, "T"), given.text(1, "auto"))),
          entry("timestamp", "", (value, given, scope) -> ((Moment) value).timestamp()),
          entry("weekday", "", (value, given, scope) -> weekday(date(value))),
          entry("isoweekday", "", (value, given, scope) -> weekday(date(value)) + 1),
          entry("date", "", (value, given, scope) -> new Day(date(value))),
          entry(
              "time",
              "",
              (value, given, scope) -> new TimeOfDay(((Moment) value).local().toLocalTime())),
          entry("astimezone", "tz?", (value, given, scope) -> ((Moment) value).inUtc()),
          entry("utcoffset", "", (value, given, scope) -> offset((Moment) value)),
          entry("replace", FIELDS, (value, given, scope) -> replaced((Moment) value, given)));

  static final Map<String, Operation> DAY =
      Map.ofEntries(
          entry(
              "strftime",
              "format",
              (value, given, scope) -> DateFormat.format(midnight(value), given.text(0))),
          entry("isoformat", "", (value, given, scope) -> date(value).toString()),
          entry("weekday", "", (value, given, scope) -> weekday(date(value))),
          entry("isoweekday", "", (value, given, scope) -> weekday(date(value)) + 1),
          entry(
              "replace",
              "year? month? day?",
              (value, given, scope) -> new Day(date(replaced(midnight(value), given)))));

  static final Map<String, Operation> SPAN =
      Map.ofEntries(
          entry(
              "total_seconds",
              "",
              (value, given, scope) -> ((Span) value).microseconds() / 1_000_000.0));

  static final Map<String, Operation> TIME =
      Map.ofEntries(
          entry(
              "isoformat",
              "timespec?",
              (value, given, scope) ->
                  Moment.clock(((TimeOfDay) value).time(), given.text(0, "auto"))),
          entry(
              "strftime",
              "format",
              (value, given, scope) ->
                  DateFormat.format(
                      new Moment(((TimeOfDay) value).time().atDate(LocalDate.of(1900, 1, 1)), null),
                      given.text(0))));

  private DateMethods() {}

  private static Map.Entry<String, Operation> entry(
      String name, String signature, Operation.Body body) {
    return Map.entry(name, Operation.of(signature, body));
  }

  private static LocalDate date(Object value) {
    return value instanceof Day day ? day.date() : ((Moment) value).local().toLocalDate();
  }

  private static Moment midnight(Object day) {
    return new Moment(date(day).atStartOfDay(), null);
  }

  private static long weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() - 1L;
  }

  private static Object offset(Moment moment) {
    return moment.offset() == null
        ? None.NONE
        : new Span(moment.offset().getTotalSeconds() * Span.SECOND);
  }

  private static Moment replaced(Moment moment, Arguments given) {
    LocalDateTime old = moment.local();
    try {
      return moment.with(
          LocalDateTime.of(
              given.count(0, old.getYear()),
              given.count(1, old.getMonthValue()),
              given.count(2, old.getDayOfMonth()),
              given.count(3, old.getHour()),
              given.count(4, old.getMinute()),
              given.count(5, old.getSecond()),
              given.has(6) ? Math.multiplyExact(given.count(6, 0), 1_000) : old.getNano()));
    } catch (DateTimeException | ArithmeticException impossible) {
      throw Fault.value("a date that no calendar has");
    }
  }
}
