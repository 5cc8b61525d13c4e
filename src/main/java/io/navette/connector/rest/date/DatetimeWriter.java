package io.navette.connector.rest.date;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Writes a datetime by the directives of strftime; a directive nobody knows stays as it is. */
final class DatetimeWriter {
  private DatetimeWriter() {}

  static String write(OffsetDateTime moment, String pattern) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%' && i + 1 < pattern.length()) {
        i++;
        out.append(directive(moment, pattern.charAt(i)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String directive(OffsetDateTime moment, char directive) {
    return switch (directive) {
      case 'Y' -> Integer.toString(moment.getYear());
      case 'y' -> digits(2, moment.getYear() % 100);
      case 'm' -> digits(2, moment.getMonthValue());
      case 'd' -> digits(2, moment.getDayOfMonth());
      case 'e' -> String.format(Locale.ROOT, "%2d", moment.getDayOfMonth());
      case 'H' -> digits(2, moment.getHour());
      case 'I' -> digits(2, (moment.getHour() + 11) % 12 + 1);
      case 'M' -> digits(2, moment.getMinute());
      case 'S' -> digits(2, moment.getSecond());
      case 'f' -> digits(6, moment.getNano() / 1000);
      case 's' -> Long.toString(moment.toEpochSecond());
      case 'z' -> offset(moment.getOffset());
      case 'Z' -> "UTC";
      case 'j' -> digits(3, moment.getDayOfYear());
      case 'p' -> moment.getHour() < 12 ? "AM" : "PM";
      case 'b', 'h' -> DatetimeReader.name(moment.getMonth()).substring(0, 3);
      case 'B' -> DatetimeReader.name(moment.getMonth());
      case 'a' -> DatetimeReader.name(moment.getDayOfWeek()).substring(0, 3);
      case 'A' -> DatetimeReader.name(moment.getDayOfWeek());
      case 'w' -> Integer.toString(moment.getDayOfWeek().getValue() % 7);
      case 'u' -> Integer.toString(moment.getDayOfWeek().getValue());
      case 'U' -> digits(2, weeksFrom(moment.getDayOfYear(), moment.getDayOfWeek().getValue() % 7));
      case 'W' -> digits(2, weeksFrom(moment.getDayOfYear(), moment.getDayOfWeek().getValue() - 1));
      case 'V' -> digits(2, moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> Integer.toString(moment.get(IsoFields.WEEK_BASED_YEAR));
      case 'F' -> write(moment, "%Y-%m-%d");
      case 'T' -> write(moment, "%H:%M:%S");
      case '%' -> "%";
      default -> "%" + directive;
    };
  }

  private static int weeksFrom(int dayOfYear, int daysIntoWeek) {
    return (dayOfYear + 6 - daysIntoWeek) / 7;
  }

  private static String digits(int width, int value) {
    return String.format(Locale.ROOT, "%0" + width + "d", value);
  }

  private static String offset(ZoneOffset zone) {
    int total = zone.getTotalSeconds();
    int size = Math.abs(total);
    String seconds = size % 60 == 0 ? "" : digits(2, size % 60);
    return (total < 0 ? "-" : "+") + digits(2, size / 3600) + digits(2, size / 60 % 60) + seconds;
  }
}
