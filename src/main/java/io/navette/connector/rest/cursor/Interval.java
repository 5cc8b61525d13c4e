package io.navette.connector.rest.cursor;

import io.navette.connector.rest.date.IsoDuration;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time that was read.
 *
 * @param latest the latest moment a record of it had
 */
record Interval(OffsetDateTime start, OffsetDateTime end, Optional<OffsetDateTime> latest) {
  private static final Comparator<Interval> ORDER =
      Comparator.comparing((Interval interval) -> interval.start.toInstant())
          .thenComparing(interval -> interval.end.toInstant());

  /** The same times with those joined that overlap, or that nothing fits between. */
  static List<Interval> merged(List<Interval> intervals, Optional<IsoDuration> granularity) {
    List<Interval> merged = new ArrayList<>();
    for (Interval next : intervals.stream().sorted(ORDER).toList()) {
      Interval last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && !next.start.isAfter(following(last.end, granularity))) {
        merged.set(merged.size() - 1, last.with(next));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  private static OffsetDateTime following(OffsetDateTime end, Optional<IsoDuration> granularity) {
    return granularity.map(step -> step.after(end)).orElseGet(() -> end.plus(Duration.ofMillis(1)));
  }

  private Interval with(Interval other) {
    return new Interval(start, later(end, other.end), later(latest, other.latest));
  }

  static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return other.isAfter(one) ? other : one;
  }

  static Optional<OffsetDateTime> later(
      Optional<OffsetDateTime> one, Optional<OffsetDateTime> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(later(one.get(), other.get()))
        : one.or(() -> other);
  }
}
