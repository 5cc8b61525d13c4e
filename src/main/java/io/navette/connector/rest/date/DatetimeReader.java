package io.navette.connector.rest.date;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a datetime by the directives of strptime. */
final class DatetimeReader {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private final String pattern;
  private final Pattern regex;
  private final List<Character> directives;

  private DatetimeReader(String pattern, Pattern regex, List<Character> directives) {
    this.pattern = pattern;
    this.regex = regex;
    this.directives = directives;
  }

  static DatetimeReader of(String pattern) {
    StringBuilder regex = new StringBuilder();
    List<Character> directives = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (Character.isWhitespace(c)) {
        regex.append("\\s+");
        while (i + 1 < pattern.length() && Character.isWhitespace(pattern.charAt(i + 1))) {
          i++;
        }
      } else if (c == '%' && i + 1 < pattern.length()) {
        i++;
        if (pattern.charAt(i) == '%') {
          regex.append('%');
        } else {
          directives.add(pattern.charAt(i));
          regex.append('(').append(expression(pattern.charAt(i), pattern)).append(')');
        }
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return new DatetimeReader(
        pattern,
        Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE),
        List.copyOf(directives));
  }

  private static String expression(char directive, String pattern) {
    return switch (directive) {
      case 'Y' -> "\\d{4}";
      case 'y' -> "\\d{2}";
      case 'm' -> "1[0-2]|0[1-9]|[1-9]";
      case 'd' -> "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]";
      case 'H' -> "2[0-3]|[0-1]\\d|\\d";
      case 'I' -> "1[0-2]|0[1-9]|[1-9]";
      case 'M' -> "[0-5]\\d|\\d";
      case 'S' -> "6[0-1]|[0-5]\\d|\\d";
      case 'f' -> "[0-9]{1,6}";
      case 'z' -> "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z";
      case 'Z' -> "UTC|GMT";
      case 'j' -> "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]";
      case 'b', 'h' -> short3(MONTHS);
      case 'B' -> String.join("|", MONTHS);
      case 'a' -> short3(DAYS);
      case 'A' -> String.join("|", DAYS);
      case 'p' -> "am|pm";
      case 'w' -> "[0-6]";
      default ->
          throw new DateTimeException("%" + directive + " can't be read, in \"" + pattern + "\"");
    };
  }

  private static String short3(List<String> names) {
    return String.join("|", names.stream().map(name -> name.substring(0, 3)).toList());
  }

  OffsetDateTime read(String text) {
    Matcher matcher = regex.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("\"" + text + "\" is not written as " + pattern);
    }
    Parts parts = new Parts();
    for (int i = 0; i < directives.size(); i++) {
      parts.take(directives.get(i), matcher.group(i + 1).toLowerCase(Locale.ROOT).strip());
    }
    return parts.moment();
  }

  private static final class Parts {
    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private @Nullable String half;
    private ZoneOffset zone = ZoneOffset.UTC;

    void take(char directive, String text) {
      switch (directive) {
        case 'Y' -> year = Integer.parseInt(text);
        case 'y' -> year = century(Integer.parseInt(text));
        case 'm' -> month = Integer.parseInt(text);
        case 'd' -> day = Integer.parseInt(text);
        case 'j' -> dayOfYear = Integer.parseInt(text);
        case 'H', 'I' -> hour = Integer.parseInt(text);
        case 'M' -> minute = Integer.parseInt(text);
        case 'S' -> second = Integer.parseInt(text);
        case 'f' -> nano = Integer.parseInt((text + "00000").substring(0, 6)) * 1000;
        case 'p' -> half = text;
        case 'b', 'h', 'B' -> month = number(text);
        case 'z' -> zone = offset(text);
        default -> {} // names of weekdays and zones say nothing new
      }
    }

    private static int century(int year) {
      return year < 69 ? 2000 + year : 1900 + year;
    }

    private static int number(String name) {
      for (int i = 0; i < MONTHS.size(); i++) {
        if (MONTHS.get(i).startsWith(name.substring(0, 3))) {
          return i + 1;
        }
      }
      throw new DateTimeException(name + " is no month");
    }

    private static ZoneOffset offset(String text) {
      if (text.equals("z")) {
        return ZoneOffset.UTC;
      }
      String digits = text.substring(1).replace(":", "");
      int seconds =
          Integer.parseInt(digits.substring(0, 2)) * 3600
              + Integer.parseInt(digits.substring(2, 4)) * 60
              + (digits.length() >= 6 ? Integer.parseInt(digits.substring(4, 6)) : 0);
      return ZoneOffset.ofTotalSeconds(text.startsWith("-") ? -seconds : seconds);
    }

    OffsetDateTime moment() {
      int hours = half == null ? hour : hour % 12 + (half.equals("pm") ? 12 : 0);
      LocalDate date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      return LocalDateTime.of(date, LocalTime.of(hours, minute, second, nano)).atOffset(zone);
    }
  }

  /** The name of a day, as {@code Monday}. */
  static String name(DayOfWeek day) {
    return capital(DAYS.get(day.getValue() - 1));
  }

  /** The name of a month, as {@code January}. */
  static String name(Month month) {
    return capital(MONTHS.get(month.getValue() - 1));
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
