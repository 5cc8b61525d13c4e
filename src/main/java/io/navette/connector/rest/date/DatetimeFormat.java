package io.navette.connector.rest.date;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A datetime format as manifests write it: strftime directives, or one of {@code %s}, {@code %ms},
 * {@code %s_as_float} and {@code %epoch_microseconds} alone; {@code %_ms} stands for milliseconds
 * within a text. What names no zone is UTC.
 */
public final class DatetimeFormat {
  private static final String MILLISECONDS = "%_ms";

  private final String pattern;
  private final @Nullable DatetimeReader reader;

  private DatetimeFormat(String pattern, @Nullable DatetimeReader reader) {
    this.pattern = pattern;
    this.reader = reader;
  }

  /** Throws DateTimeException when the pattern has a directive that is none. */
  public static DatetimeFormat of(String pattern) {
    return switch (pattern) {
      case "%s", "%ms", "%s_as_float", "%epoch_microseconds" -> new DatetimeFormat(pattern, null);
      default ->
          new DatetimeFormat(pattern, DatetimeReader.of(pattern.replace(MILLISECONDS, "%f")));
    };
  }

  public String pattern() {
    return pattern;
  }

  /** Reads the text; throws DateTimeException when it isn't written so. */
  public OffsetDateTime parse(String text) {
    try {
      return switch (pattern) {
        case "%s" -> epoch(new BigDecimal(whole(text)));
        case "%ms" -> epoch(new BigDecimal(whole(text)).movePointLeft(3));
        case "%epoch_microseconds" -> epoch(new BigDecimal(whole(text)).movePointLeft(6));
        case "%s_as_float" -> epoch(new BigDecimal(text.strip()));
        default -> read(text);
      };
    } catch (NumberFormatException | ArithmeticException e) {
      throw new DateTimeException("\"" + text + "\" is not written as " + pattern, e);
    }
  }

  private OffsetDateTime read(String text) {
    if (reader == null) {
      throw new DateTimeException("no format");
    }
    return reader.read(text);
  }

  private static String whole(String text) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[+-]?\\d+")) {
      throw new NumberFormatException(text);
    }
    return digits;
  }

  private static OffsetDateTime epoch(BigDecimal seconds) {
    BigDecimal micros = seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN);
    return Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /**
   * Writes the moment in its own zone, but in UTC where the pattern says so in letters: {@code
   * ...%SZ} for 08:00 at +01:00 would otherwise name a moment an hour later, and what changed in
   * between would never be asked for.
   */
  public String format(OffsetDateTime given) {
    OffsetDateTime moment = saysUtc() ? given.withOffsetSameInstant(ZoneOffset.UTC) : given;
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
    return switch (pattern) {
      case "%s" -> Long.toString(micros / 1_000_000);
      case "%ms" -> Long.toString(micros / 1_000);
      case "%epoch_microseconds" -> Long.toString(micros);
      case "%s_as_float" -> seconds(micros);
      default -> DatetimeWriter.write(moment, withMilliseconds(moment));
    };
  }

  private boolean saysUtc() {
    return pattern.matches(".*([^%]Z|[+]00:?00)");
  }

  private static String seconds(long micros) {
    String plain = BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private String withMilliseconds(OffsetDateTime moment) {
    String digits = String.format(Locale.ROOT, "%03d", moment.getNano() / 1_000_000);
    return pattern.replace(MILLISECONDS, digits);
  }
}
