package io.navette.connector.rest.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dates out of text, by the directives of strptime. */
final class DateParser {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> LONG_DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> LONG_MONTHS =
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

  private final Map<Character, String> found = new HashMap<>();

  private DateParser() {}

  static Moment parse(String text, String pattern) {
    DateParser parser = new DateParser();
    parser.match(text, pattern);
    try {
      return parser.moment();
    } catch (DateTimeException impossible) {
      throw Fault.value("a date that no calendar has");
    }
  }

  /** A number as a date: an epoch in the unit the pattern names, or digits the pattern reads. */
  static Moment number(Object number, String pattern) {
    long count = Numbers.whole(number).longValue();
    return switch (pattern) {
      case "%s", "%s_as_float" -> Moment.utc(Instant.ofEpochSecond(count));
      case "%ms" -> Moment.utc(Instant.ofEpochMilli(count));
      case "%epoch_microseconds" ->
          Moment.utc(
              Instant.ofEpochSecond(
                  Math.floorDiv(count, 1_000_000), Math.floorMod(count, 1_000_000) * 1_000L));
      default -> parse(String.valueOf(count), pattern.replace("%_ms", "%f"));
    };
  }

  private void match(String text, String pattern) {
    StringBuilder directives = new StringBuilder();
    Matcher matcher = Pattern.compile("(?i)" + expression(pattern, directives)).matcher(text);
    if (!matcher.matches()) {
      throw Fault.value("a date does not have the format '" + pattern + "'");
    }
    for (int index = 0; index < directives.length(); index++) {
      String value = matcher.group("d" + index);
      found.put(directives.charAt(index), value.strip());
    }
  }

  private static String expression(String pattern, StringBuilder directives) {
    StringBuilder expression = new StringBuilder();
    int position = 0;
    while (position < pattern.length()) {
      char current = pattern.charAt(position++);
      if (Character.isWhitespace(current)) {
        expression.append(expression.toString().endsWith("\\s+") ? "" : "\\s+");
      } else if (current != '%') {
        expression.append(Pattern.quote(String.valueOf(current)));
      } else {
        char directive = position < pattern.length() ? pattern.charAt(position++) : ' ';
        if (directive == '%') {
          expression.append('%');
          continue;
        }
        expression.append("(?P<d").append(directives.length()).append('>');
        expression.append(directive(directive)).append(')');
        directives.append(directive);
      }
    }
    return expression.toString();
  }

  private static String directive(char directive) {
    return switch (directive) {
      case 'd' -> "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]";
      case 'f' -> "[0-9]{1,6}";
      case 'H' -> "2[0-3]|[0-1]\\d|\\d";
      case 'I' -> "1[0-2]|0[1-9]|[1-9]| [1-9]";
      case 'j' -> "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]";
      case 'm' -> "1[0-2]|0[1-9]|[1-9]";
      case 'M' -> "[0-5]\\d|\\d";
      case 'S' -> "6[0-1]|[0-5]\\d|\\d";
      case 'y' -> "\\d\\d";
      case 'Y' -> "\\d\\d\\d\\d";
      case 'z' -> "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z";
      case 'Z' -> "utc|gmt";
      case 'p' -> "am|pm";
      case 'a' -> String.join("|", DAYS);
      case 'A' -> String.join("|", LONG_DAYS);
      case 'b' -> String.join("|", MONTHS);
      case 'B' -> String.join("|", LONG_MONTHS);
      default -> throw Fault.value("'%" + directive + "' is no directive for reading dates");
    };
  }

  private Moment moment() {
    LocalDate date = LocalDate.of(year(), month(), number('d', 1));
    String dayOfYear = found.get('j');
    if (dayOfYear != null) {
      date = LocalDate.ofYearDay(year(), Integer.parseInt(dayOfYear));
    }
    LocalDateTime local =
        date.atTime(hour(), number('M', 0), Math.min(number('S', 0), 59), fraction());
    return new Moment(local, offset());
  }

  private int number(char directive, int otherwise) {
    String digits = found.get(directive);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private int year() {
    int short2 = number('y', -1);
    int century = short2 < 69 ? 2000 : 1900;
    return short2 < 0 ? number('Y', 1900) : century + short2;
  }

  private int month() {
    String name = found.containsKey('b') ? found.get('b') : found.get('B');
    int named = name == null ? -1 : MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    return named < 0 ? number('m', 1) : named + 1;
  }

  private int hour() {
    int twelve = number('I', -1);
    boolean afternoon = "pm".equalsIgnoreCase(found.getOrDefault('p', ""));
    return twelve < 0 ? number('H', 0) : twelve % 12 + (afternoon ? 12 : 0);
  }

  private int fraction() {
    String digits = found.getOrDefault('f', "0");
    return Integer.parseInt((digits + "000000").substring(0, 6)) * 1_000;
  }

  private @Nullable ZoneOffset offset() {
    String zone = found.get('z');
    if (zone == null) {
      return null;
    }
    return zone.equalsIgnoreCase("Z") ? ZoneOffset.UTC : IsoDates.offset(zone);
  }
}
