package io.navette.config;

import io.navette.row.ColumnType;
import io.navette.sync.StreamRule.Guards;
import io.navette.sync.StreamRule.Tolerance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values of the YAML's own small notations; what they refuse is said in the exception.
 */
final class Values {
  static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");
  static final Pattern MEDIAN =
      Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*% of median\\((\\d{1,3})\\)");

  private Values() {}

  /** {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}; a bare number means seconds. */
  static Duration duration(String text) {
    Matcher match = SPAN.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a time span such as 30s or 10m");
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2) == null ? "s" : match.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is not true or false");
    };
  }

  static long integer(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a whole number", e);
    }
  }

  /** A column's type as {@link ColumnType#toString} prints it. */
  static ColumnType type(String text) {
    List<String> names = ColumnType.names();
    if (!names.contains(text.strip().toLowerCase(Locale.ROOT).replaceFirst("\\(.*", ""))) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a type" + Problems.meant(text, names));
    }
    return ColumnType.parse(text);
  }

  /** {@code any}, {@code 100} or {@code 1%}. */
  static Tolerance tolerance(String text) {
    if (text.equals("any")) {
      return Tolerance.ANY;
    }
    return text.endsWith("%")
        ? new Tolerance(OptionalLong.empty(), share(text))
        : new Tolerance(OptionalLong.of(count(text)), 1);
  }

  /** {@code 5%} as 0.05. */
  static double share(String text) {
    try {
      double percent = Double.parseDouble(text.substring(0, text.length() - 1).strip());
      if (text.endsWith("%") && percent >= 0 && percent <= 100) {
        return percent / 100;
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a share such as 5%", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" is not a share such as 5%");
  }

  private static long count(String text) {
    long number = integer(text);
    if (number < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is negative");
    }
    return number;
  }

  static Guards.Limit limit(String text) {
    return text.endsWith("%")
        ? new Guards.Limit(share(text), true)
        : new Guards.Limit(count(text), false);
  }

  /** {@code 100} or {@code 80% of median(10)}. */
  static Guards.MinRows minRows(String text) {
    Matcher match = MEDIAN.matcher(text.strip());
    if (match.matches()) {
      return new Guards.MinRows(
          Double.parseDouble(match.group(1)) / 100, Integer.parseInt(match.group(2)));
    }
    if (!text.strip().matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither a number of rows nor like 80% of median(10)");
    }
    return new Guards.MinRows(count(text), 0);
  }

  /** The constant of an enum by its name in small letters. */
  static <E extends Enum<E>> E choice(Class<E> type, String what, String text) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!names.contains(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a " + what + Problems.meant(text, names));
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
