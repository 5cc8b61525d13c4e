package io.navette.connector.rest.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;

/** Dates and durations in the notations of ISO 8601. */
final class IsoDates {
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)-(\\d\\d)|(\\d\\d)(\\d\\d)|-(\\d\\d)"
              + "|-?W(\\d\\d)(?:-?(\\d))?|-?(\\d{3}))?");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d)(?:[.,](\\d+))?)?)?"
              + "([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?");
  private static final String NUMBER = "([0-9]+(?:[,.][0-9]+)?)";
  private static final Pattern DURATION =
      Pattern.compile(
          "([+-])?P(?:"
              + NUMBER
              + "Y)?(?:"
              + NUMBER
              + "M)?(?:"
              + NUMBER
              + "W)?(?:"
              + NUMBER
              + "D)?(T(?:"
              + NUMBER
              + "H)?(?:"
              + NUMBER
              + "M)?(?:"
              + NUMBER
              + "S)?)?");

  private IsoDates() {}

  /** A date, or a date and a time with any character between; with an offset or without. */
  static Moment parse(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.lookingAt()) {
      throw Fault.value("a date is not in ISO 8601 notation");
    }
    try {
      LocalDate day = day(date);
      return date.end() == text.length()
          ? new Moment(day.atStartOfDay(), null)
          : time(day, text.substring(text.offsetByCodePoints(date.end(), 1)));
    } catch (DateTimeException impossible) {
      throw Fault.value("a date that no calendar has");
    }
  }

  private static LocalDate day(Matcher date) {
    int year = Integer.parseInt(date.group(1));
    String week = date.group(7);
    if (week != null) {
      return LocalDate.of(year, 1, 4)
          .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(week))
          .with(DayOfWeek.of(number(date.group(8), 1)));
    }
    if (date.group(9) != null) {
      return LocalDate.ofYearDay(year, number(date.group(9), 1));
    }
    String month = date.group(2) != null ? date.group(2) : date.group(4);
    String day = date.group(3) != null ? date.group(3) : date.group(5);
    return LocalDate.of(year, number(month != null ? month : date.group(6), 1), number(day, 1));
  }

  private static Moment time(LocalDate day, String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw Fault.value("a time is not in ISO 8601 notation");
    }
    int hour = number(time.group(1), 0);
    String fraction = time.group(4);
    int nanos =
        fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6)) * 1_000;
    LocalDateTime local =
        day.atTime(
            hour == 24 ? 0 : hour, number(time.group(2), 0), number(time.group(3), 0), nanos);
    String zone = time.group(5);
    return new Moment(hour == 24 ? local.plusDays(1) : local, zone == null ? null : offset(zone));
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  static ZoneOffset offset(String text) {
    if (text.equalsIgnoreCase("Z")) {
      return ZoneOffset.UTC;
    }
    String digits = text.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.substring(0, 2));
    int minutes = digits.length() < 4 ? 0 : Integer.parseInt(digits.substring(2, 4));
    int seconds = digits.length() < 6 ? 0 : Integer.parseInt(digits.substring(4, 6));
    int total = hours * 3600 + minutes * 60 + seconds;
    return ZoneOffset.ofTotalSeconds(text.startsWith("-") ? -total : total);
  }

  /** A {@link Span}, or a {@link Period} when there are years or months. */
  static Object duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches() || text.endsWith("P") || text.endsWith("T")) {
      throw Fault.value("a duration is not in ISO 8601 notation");
    }
    BigDecimal seconds =
        amount(parts, 4, 604_800)
            .add(amount(parts, 5, 86_400))
            .add(amount(parts, 7, 3_600))
            .add(amount(parts, 8, 60))
            .add(amount(parts, 9, 1));
    long micros = seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValue();
    Period period =
        new Period(
            amount(parts, 2, 1).longValue(), amount(parts, 3, 1).longValue(), new Span(micros));
    boolean minus = "-".equals(parts.group(1));
    Period signed = minus ? period.negated() : period;
    return signed.years() == 0 && signed.months() == 0 ? signed.rest() : signed;
  }

  private static BigDecimal amount(Matcher parts, int group, int unit) {
    String digits = parts.group(group);
    return digits == null
        ? BigDecimal.ZERO
        : new BigDecimal(digits.replace(',', '.')).multiply(BigDecimal.valueOf(unit));
  }
}
