package io.navette.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long an answer asks to wait. Points in time are compared with the answer's own {@code Date},
 * since the two clocks may differ.
 */
final class WaitTimes {
  /** Lenient readers of HTTP dates are asked for by RFC 9110, 5.6.7; the old forms are extinct. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private WaitTimes() {}

  static Optional<Duration> of(Answer answer, List<WaitHeader> vendor, InstantSource clock) {
    Instant now = answer.header("Date").flatMap(WaitTimes::date).orElseGet(clock::instant);
    return answer
        .header("Retry-After")
        .flatMap(value -> retryAfter(value.strip(), now))
        .or(() -> vendor(answer, vendor, now))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Duration> retryAfter(String value, Instant now) {
    return number(value)
        .map(seconds -> duration(seconds, 1000))
        .or(() -> date(value).map(until -> Duration.between(now, until)));
  }

  private static Optional<Duration> vendor(Answer answer, List<WaitHeader> headers, Instant now) {
    for (WaitHeader header : headers) {
      Optional<Double> number = answer.header(header.name()).flatMap(WaitTimes::number);
      if (number.isPresent()) {
        double value = number.get();
        Duration since = Duration.ofMillis(now.toEpochMilli());
        return Optional.of(
            switch (header.unit()) {
              case SECONDS -> duration(value, 1000);
              case MILLISECONDS -> duration(value, 1);
              case EPOCH_SECONDS -> duration(value, 1000).minus(since);
              case EPOCH_MILLISECONDS -> duration(value, 1).minus(since);
            });
      }
    }
    return Optional.empty();
  }

  /** Rounded up: too early would count as one more request over the limit. */
  private static Duration duration(double value, int milliseconds) {
    return Duration.ofMillis((long) Math.ceil(value * milliseconds));
  }

  /** Some vendors write fractions. */
  private static Optional<Double> number(String value) {
    try {
      double number = Double.parseDouble(value.strip());
      return number >= 0 && number < 1e15 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(DATE.parse(value.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
