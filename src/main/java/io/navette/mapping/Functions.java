package io.navette.mapping;

import com.google.re2j.Pattern;
import io.navette.row.ColumnType;
import io.navette.row.TradeData;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What expressions may call. A null argument makes the result null, except where said otherwise.
 * Public for the expression engine; use {@link #catalog()}.
 */
public final class Functions {
  private static final ConcurrentMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private Functions() {}

  /**
   * A function as documented.
   *
   * @param result its type; null where it is that of its arguments
   */
  public record Entry(
      String name, String arguments, @Nullable ColumnType result, String description) {}

  /** All functions, in the order of the documentation. */
  public static List<Entry> catalog() {
    return Stream.of(texts(), numbers(), moments(), others()).flatMap(List::stream).toList();
  }

  private static List<Entry> texts() {
    return List.of(
        new Entry("trim", "text", ColumnType.TEXT, "without spaces at both ends"),
        new Entry("upper", "text", ColumnType.TEXT, "in capitals"),
        new Entry("lower", "text", ColumnType.TEXT, "in small letters"),
        new Entry("length", "text", ColumnType.INTEGER, "number of characters"),
        new Entry("left", "text, count", ColumnType.TEXT, "the first characters"),
        new Entry("right", "text, count", ColumnType.TEXT, "the last characters"),
        new Entry("substring", "text, from, count", ColumnType.TEXT, "from is 1 for the first"),
        new Entry("replace", "text, old, new", ColumnType.TEXT, "every occurrence replaced"),
        new Entry("concat", "a, b, ...", ColumnType.TEXT, "joined; null counts as empty"),
        new Entry("split_part", "text, separator, n", ColumnType.TEXT, "the n-th part, from 1"));
  }

  private static List<Entry> numbers() {
    return List.of(
        new Entry("coalesce", "a, b, ...", null, "the first that is not null"),
        new Entry("nullif", "a, b", null, "null when both are equal, else a"),
        new Entry("round", "number, digits", ColumnType.DECIMAL, "half away from zero"),
        new Entry("abs", "number", ColumnType.DECIMAL, "without sign"),
        new Entry("floor", "number", ColumnType.DECIMAL, "next lower whole number"),
        new Entry("ceil", "number", ColumnType.DECIMAL, "next higher whole number"),
        new Entry("text", "any", ColumnType.TEXT, "as text"),
        new Entry("integer", "any", ColumnType.INTEGER, "as a whole number"),
        new Entry("decimal", "any", ColumnType.DECIMAL, "as a decimal number"));
  }

  private static List<Entry> moments() {
    return List.of(
        new Entry("date", "text, pattern", ColumnType.DATE, "parsed, as in dd/MM/yyyy"),
        new Entry("datetime", "text, pattern", ColumnType.DATETIME, "parsed"),
        new Entry("instant", "datetime, zone", ColumnType.INSTANT, "the moment in a time zone"),
        new Entry(
            "local_datetime",
            "instant, zone",
            ColumnType.DATETIME,
            "what clocks show in a time zone, as in Europe/Paris"),
        new Entry(
            "truncate",
            "datetime, unit",
            ColumnType.DATETIME,
            "cut to its second, minute, hour or day"),
        new Entry("date_format", "date, pattern", ColumnType.TEXT, "printed"),
        new Entry("year", "date", ColumnType.INTEGER, "the year"),
        new Entry("month", "date", ColumnType.INTEGER, "the month, from 1"),
        new Entry("day", "date", ColumnType.INTEGER, "the day of the month"));
  }

  private static List<Entry> others() {
    return List.of(
        new Entry("matches", "text, pattern", ColumnType.BOOLEAN, "RE2 syntax, the whole text"),
        new Entry(
            "gs1",
            "text",
            ColumnType.BOOLEAN,
            "whether a GTIN, GLN or SSCC ends with its check digit"),
        new Entry("sha256", "text", ColumnType.TEXT, "the hash in hexadecimal digits"),
        new Entry("uuid", "text", ColumnType.UUID, "parsed"));
  }

  public static @Nullable String trim(@Nullable Object text) {
    return text == null ? null : text(text).strip();
  }

  public static @Nullable String upper(@Nullable Object text) {
    return text == null ? null : text(text).toUpperCase(Locale.ROOT);
  }

  public static @Nullable String lower(@Nullable Object text) {
    return text == null ? null : text(text).toLowerCase(Locale.ROOT);
  }

  public static @Nullable Long length(@Nullable Object value) {
    String text = text(value);
    return text == null ? null : (long) text.codePointCount(0, text.length());
  }

  public static @Nullable String left(@Nullable Object text, Number count) {
    return substring(text, 1, count);
  }

  public static @Nullable String right(@Nullable Object value, Number count) {
    Long length = length(value);
    return length == null
        ? null
        : substring(value, Math.max(1, length - count.intValue() + 1), count);
  }

  public static @Nullable String substring(@Nullable Object value, Number from, Number count) {
    String text = text(value);
    if (text == null) {
      return null;
    }
    int[] points = text.codePoints().toArray();
    int begin = Math.clamp(from.intValue() - 1L, 0, points.length);
    int end = Math.clamp((long) begin + Math.max(0, count.intValue()), begin, points.length);
    return new String(points, begin, end - begin);
  }

  public static @Nullable String replace(@Nullable Object value, String old, String replacement) {
    return value == null ? null : text(value).replace(old, replacement);
  }

  public static String concat(@Nullable Object... parts) {
    StringBuilder joined = new StringBuilder();
    for (Object part : parts) {
      joined.append(part == null ? "" : text(part));
    }
    return joined.toString();
  }

  public static @Nullable String split_part(@Nullable Object value, String separator, Number n) {
    if (value == null) {
      return null;
    }
    String[] parts = text(value).split(java.util.regex.Pattern.quote(separator), -1);
    return n.intValue() >= 1 && n.intValue() <= parts.length ? parts[n.intValue() - 1] : null;
  }

  public static @Nullable Object coalesce(@Nullable Object... values) {
    for (Object value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  public static @Nullable Object nullif(@Nullable Object value, @Nullable Object other) {
    return new ExactArithmetic().equals(value, other) ? null : value;
  }

  public static @Nullable BigDecimal round(@Nullable Object number, Number digits) {
    return number == null
        ? null
        : decimal(number).setScale(digits.intValue(), RoundingMode.HALF_UP);
  }

  public static @Nullable BigDecimal abs(@Nullable Object number) {
    return number == null ? null : decimal(number).abs();
  }

  public static @Nullable BigDecimal floor(@Nullable Object number) {
    return number == null ? null : decimal(number).setScale(0, RoundingMode.FLOOR);
  }

  public static @Nullable BigDecimal ceil(@Nullable Object number) {
    return number == null ? null : decimal(number).setScale(0, RoundingMode.CEILING);
  }

  @SuppressWarnings("NullAway") // null in, null out: JSpecify has no word for it
  public static String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.toPlainString();
      case Object other -> other.toString();
    };
  }

  public static @Nullable Long integer(@Nullable Object value) {
    return value == null ? null : decimal(value).longValueExact();
  }

  @SuppressWarnings("NullAway") // null in, null out: JSpecify has no word for it
  public static BigDecimal decimal(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> new BigDecimal(text.strip());
      case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
      case Object number -> ExactArithmetic.decimal(number);
    };
  }

  public static @Nullable LocalDate date(@Nullable Object text, String pattern) {
    return text == null ? null : LocalDate.parse(text(text), format(pattern));
  }

  public static @Nullable LocalDateTime datetime(@Nullable Object text, String pattern) {
    return text == null ? null : LocalDateTime.parse(text(text), format(pattern));
  }

  public static @Nullable Instant instant(@Nullable Object local, String zone) {
    return switch (local) {
      case null -> null;
      case Instant already -> already;
      case LocalDateTime dateTime -> dateTime.atZone(ZoneId.of(zone)).toInstant();
      case LocalDate date -> date.atStartOfDay(ZoneId.of(zone)).toInstant();
      case Object text ->
          LocalDateTime.parse(text.toString().replace(' ', 'T'))
              .atZone(ZoneId.of(zone))
              .toInstant();
    };
  }

  public static @Nullable LocalDateTime local_datetime(@Nullable Object instant, String zone) {
    return switch (instant) {
      case null -> null;
      case Instant moment -> LocalDateTime.ofInstant(moment, ZoneId.of(zone));
      case OffsetDateTime moment -> LocalDateTime.ofInstant(moment.toInstant(), ZoneId.of(zone));
      case String text ->
          LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneId.of(zone));
      case Object other ->
          throw new IllegalArgumentException(other + " is no instant: its time zone is not known");
    };
  }

  public static @Nullable LocalDateTime truncate(@Nullable Object datetime, String unit) {
    ChronoUnit wanted =
        switch (unit) {
          case "second" -> ChronoUnit.SECONDS;
          case "minute" -> ChronoUnit.MINUTES;
          case "hour" -> ChronoUnit.HOURS;
          case "day" -> ChronoUnit.DAYS;
          default ->
              throw new IllegalArgumentException(
                  unit + " is no unit; use second, minute, hour or day");
        };
    return switch (datetime) {
      case null -> null;
      case LocalDateTime value -> value.truncatedTo(wanted);
      case LocalDate value -> value.atStartOfDay();
      case Object other ->
          throw new IllegalArgumentException(
              other + " is no date and time of a clock; see local_datetime");
    };
  }

  public static @Nullable String date_format(@Nullable Object value, String pattern) {
    return value == null ? null : format(pattern).format(temporal(value));
  }

  public static @Nullable Long year(@Nullable Object value) {
    return value == null ? null : (long) temporal(value).get(ChronoField.YEAR);
  }

  public static @Nullable Long month(@Nullable Object value) {
    return value == null ? null : (long) temporal(value).get(ChronoField.MONTH_OF_YEAR);
  }

  public static @Nullable Long day(@Nullable Object value) {
    return value == null ? null : (long) temporal(value).get(ChronoField.DAY_OF_MONTH);
  }

  public static @Nullable Boolean matches(@Nullable Object value, String pattern) {
    return value == null
        ? null
        : PATTERNS.computeIfAbsent(pattern, Pattern::compile).matches(text(value));
  }

  public static @Nullable Boolean gs1(@Nullable Object value) {
    return value == null ? null : TradeData.isChecked(text(value));
  }

  public static @Nullable String sha256(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      byte[] bytes = text(value).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static @Nullable UUID uuid(@Nullable Object text) {
    return text == null ? null : UUID.fromString(text(text));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private static TemporalAccessor temporal(Object value) {
    return switch (value) {
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case TemporalAccessor temporal -> temporal;
      default -> LocalDate.parse(value.toString());
    };
  }
}
