package io.navette.connector.rest.expression;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as text, by the directives of strftime; a flag after the percent sign changes padding. */
final class DateFormat {
  private final LocalDateTime date;
  private final @Nullable ZoneOffset offset;
  private final StringBuilder text = new StringBuilder();

  private DateFormat(Moment moment) {
    this.date = moment.local();
    this.offset = moment.offset();
  }

  static String format(Moment moment, String pattern) {
    DateFormat format = new DateFormat(moment);
    format.run(pattern);
    return format.text.toString();
  }

  /** As the functions format: epochs in several units as well. */
  static String extended(Moment moment, String pattern) {
    long micros = moment.epochMicroseconds();
    return switch (pattern) {
      case "%s" -> String.valueOf(micros / 1_000_000);
      case "%s_as_float" -> Printer.real(moment.timestamp());
      case "%epoch_microseconds" -> String.valueOf(micros);
      case "%ms" -> String.valueOf(micros / 1_000);
      default ->
          format(moment, pattern.replace("%_ms", "%03d".formatted(moment.microsecond() / 1_000)));
    };
  }

  private void run(String pattern) {
    int position = 0;
    while (position < pattern.length()) {
      char current = pattern.charAt(position++);
      if (current != '%' || position >= pattern.length()) {
        text.append(current);
        continue;
      }
      int begin = position - 1;
      char flag = 0;
      if ("-_0^#".indexOf(pattern.charAt(position)) >= 0 && position + 1 < pattern.length()) {
        flag = pattern.charAt(position++);
      }
      boolean colon = pattern.startsWith(":z", position);
      position += colon ? 1 : 0;
      char directive = pattern.charAt(position++);
      String written = colon ? zone(":") : directive(directive, flag);
      text.append(
          written == null
              ? pattern.substring(begin, position)
              : flag == '^' ? written.toUpperCase(Locale.ROOT) : written);
    }
  }

  private @Nullable String directive(char directive, char flag) {
    return switch (directive) {
      case 'a' -> date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'p' -> date.getHour() < 12 ? "AM" : "PM";
      case 'P' -> date.getHour() < 12 ? "am" : "pm";
      case 'f' -> "%06d".formatted(date.get(ChronoField.MICRO_OF_SECOND));
      case 's' -> String.valueOf(date.toEpochSecond(ZoneOffset.UTC));
      case 'z' -> zone("");
      case 'Z' -> offset == null ? "" : name(offset);
      case '%' -> "%";
      case 'n' -> "\n";
      case 't' -> "\t";
      default -> combined(directive, flag);
    };
  }

  private @Nullable String combined(char directive, char flag) {
    String pattern =
        switch (directive) {
          case 'c' -> "%a %b %e %H:%M:%S %Y";
          case 'D', 'x' -> "%m/%d/%y";
          case 'F' -> "%Y-%m-%d";
          case 'R' -> "%H:%M";
          case 'r' -> "%I:%M:%S %p";
          case 'T', 'X' -> "%H:%M:%S";
          default -> "";
        };
    return pattern.isEmpty() ? number(directive, flag) : format(new Moment(date, offset), pattern);
  }

  private @Nullable String number(char directive, char flag) {
    int hour = date.getHour() % 12 == 0 ? 12 : date.getHour() % 12;
    int yearDay = date.getDayOfYear();
    int weekday = date.getDayOfWeek().getValue();
    return switch (directive) {
      case 'd' -> padded(date.getDayOfMonth(), 2, '0', flag);
      case 'e' -> padded(date.getDayOfMonth(), 2, ' ', flag);
      case 'm' -> padded(date.getMonthValue(), 2, '0', flag);
      case 'y' -> padded(Math.floorMod(date.getYear(), 100), 2, '0', flag);
      case 'Y' -> padded(date.getYear(), 1, '0', flag);
      case 'C' -> padded(date.getYear() / 100, 2, '0', flag);
      case 'H' -> padded(date.getHour(), 2, '0', flag);
      case 'k' -> padded(date.getHour(), 2, ' ', flag);
      case 'I' -> padded(hour, 2, '0', flag);
      case 'l' -> padded(hour, 2, ' ', flag);
      case 'M' -> padded(date.getMinute(), 2, '0', flag);
      case 'S' -> padded(date.getSecond(), 2, '0', flag);
      case 'j' -> padded(yearDay, 3, '0', flag);
      case 'w' -> padded(weekday % 7, 1, '0', flag);
      case 'u' -> padded(weekday, 1, '0', flag);
      case 'U' -> padded((yearDay + 6 - weekday % 7) / 7, 2, '0', flag);
      case 'W' -> padded((yearDay + 6 - (weekday + 6) % 7) / 7, 2, '0', flag);
      case 'V' -> padded(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', flag);
      case 'G' -> padded(date.get(IsoFields.WEEK_BASED_YEAR), 4, '0', flag);
      case 'g' -> padded(date.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0', flag);
      case 'q' -> String.valueOf((date.get(ChronoField.MONTH_OF_YEAR) + 2) / 3);
      default -> null;
    };
  }

  private static String padded(int number, int width, char padding, char flag) {
    char filler = flag == '0' ? '0' : flag == '_' ? ' ' : padding;
    String digits = String.valueOf(number);
    return flag == '-' || digits.length() >= width
        ? digits
        : String.valueOf(filler).repeat(width - digits.length()) + digits;
  }

  private String zone(String separator) {
    return offset == null ? "" : Moment.zone(offset, separator);
  }

  private static String name(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + Moment.zone(offset, ":");
  }
}
