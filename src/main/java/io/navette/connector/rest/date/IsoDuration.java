package io.navette.connector.rest.date;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A duration of ISO 8601, as {@code P1M}, {@code P7D} or {@code PT0.000001S}: months and years by
 * the calendar, the rest by the clock. A month after January 31 is the last day of February.
 */
public record IsoDuration(Period calendar, Duration clock) {
  private static final String NUMBER = "(\\d+(?:[.,]\\d+)?)";
  private static final Pattern FORM =
      Pattern.compile(
          "([+-])?P(?!$)(?:(\\d+)Y)?(?:(\\d+)M)?(?:"
              + NUMBER
              + "W)?(?:"
              + NUMBER
              + "D)?(?:T(?:"
              + NUMBER
              + "H)?(?:"
              + NUMBER
              + "M)?(?:"
              + NUMBER
              + "S)?)?");

  /** Throws DateTimeException when the text is no duration. */
  public static IsoDuration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new DateTimeException("\"" + text + "\" is not a duration such as P1D, P1M or PT1H");
    }
    Period calendar = Period.of(whole(matcher.group(2)), whole(matcher.group(3)), 0);
    BigDecimal seconds =
        part(matcher.group(4), 604_800)
            .add(part(matcher.group(5), 86_400))
            .add(part(matcher.group(6), 3_600))
            .add(part(matcher.group(7), 60))
            .add(part(matcher.group(8), 1));
    Duration clock = Duration.of(seconds.movePointRight(6).longValue(), ChronoUnit.MICROS);
    return "-".equals(matcher.group(1))
        ? new IsoDuration(calendar.negated(), clock.negated())
        : new IsoDuration(calendar, clock);
  }

  private static int whole(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static BigDecimal part(@Nullable String digits, int unit) {
    return digits == null
        ? BigDecimal.ZERO
        : new BigDecimal(digits.replace(',', '.')).multiply(BigDecimal.valueOf(unit));
  }

  public boolean isZero() {
    return calendar.isZero() && clock.isZero();
  }

  public OffsetDateTime after(OffsetDateTime moment) {
    return moment.plus(calendar).plus(clock);
  }

  public OffsetDateTime before(OffsetDateTime moment) {
    return moment.minus(calendar).minus(clock);
  }
}
