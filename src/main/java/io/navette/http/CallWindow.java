package io.navette.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts the calls of some time, and says when there is room for more. Not thread-safe. */
public sealed interface CallWindow {

  /**
   * Takes the calls if there is room for them.
   *
   * @param weight at least 1
   * @return zero when they are taken, else how long to wait before asking again
   */
  Duration take(long weight, Instant now);

  /**
   * Corrects the count by what the remote says.
   *
   * @param left the calls it still allows
   * @param reset when it begins to count anew
   */
  void correct(OptionalLong left, Optional<Instant> reset, Instant now);

  /** Never full. */
  final class Unlimited implements CallWindow {
    @Override
    public Duration take(long weight, Instant now) {
      return Duration.ZERO;
    }

    @Override
    public void correct(OptionalLong left, Optional<Instant> reset, Instant now) {
      // Nothing is counted.
    }
  }

  /** So many calls in each period; the first begins with the first call, or as the remote says. */
  final class Fixed implements CallWindow {
    private final long limit;
    private final Duration period;
    private Optional<Instant> ends = Optional.empty();
    private long used;

    /**
     * @param limit at least 1
     * @param period positive
     */
    public Fixed(long limit, Duration period) {
      this.limit = Math.max(1, limit);
      this.period = period;
    }

    @Override
    public Duration take(long weight, Instant now) {
      Instant end = roll(now);
      // What alone is more than the limit has a period of its own.
      if (used > 0 && used + weight > limit) {
        return Duration.between(now, end);
      }
      used += weight;
      return Duration.ZERO;
    }

    private Instant roll(Instant now) {
      if (ends.isEmpty() || !now.isBefore(ends.get())) {
        used = 0;
        ends = Optional.of(now.plus(period));
      }
      return ends.get();
    }

    @Override
    public void correct(OptionalLong left, Optional<Instant> reset, Instant now) {
      roll(now);
      left.ifPresent(calls -> used = Math.max(used, limit - calls));
      reset.filter(now::isBefore).ifPresent(moment -> ends = Optional.of(moment));
    }
  }

  /** So many calls in any time of that length, whenever it begins; by several rates at once. */
  final class Moving implements CallWindow {
    private final List<Rate> rates;
    private final Duration longest;
    private final Deque<Call> calls = new ArrayDeque<>();
    private Instant closedUntil = Instant.MIN;

    /**
     * A limit.
     *
     * @param limit at least 1
     * @param interval positive
     */
    public record Rate(long limit, Duration interval) {}

    private record Call(Instant at, long weight) {}

    public Moving(List<Rate> rates) {
      this.rates = List.copyOf(rates);
      this.longest =
          rates.stream().map(Rate::interval).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Override
    public Duration take(long weight, Instant now) {
      while (!calls.isEmpty() && !calls.getFirst().at.plus(longest).isAfter(now)) {
        calls.removeFirst();
      }
      Duration wait = closedUntil.isAfter(now) ? Duration.between(now, closedUntil) : Duration.ZERO;
      for (Rate rate : rates) {
        Duration due = due(rate, weight, now);
        wait = due.compareTo(wait) > 0 ? due : wait;
      }
      if (wait.isZero()) {
        calls.addLast(new Call(now, weight));
      }
      return wait;
    }

    /** Until enough of the calls within the interval are past. */
    private Duration due(Rate rate, long weight, Instant now) {
      long room = rate.limit() - weight;
      Instant since = now.minus(rate.interval());
      long used = 0;
      for (var newest = calls.descendingIterator(); newest.hasNext(); ) {
        Call call = newest.next();
        used += call.weight;
        if (call.at.isAfter(since) && used > Math.max(0, room)) {
          return Duration.between(now, call.at.plus(rate.interval()));
        }
      }
      return Duration.ZERO;
    }

    @Override
    public void correct(OptionalLong left, Optional<Instant> reset, Instant now) {
      if (left.isPresent() && left.getAsLong() == 0) {
        Duration shortest =
            rates.stream().map(Rate::interval).min(Duration::compareTo).orElse(Duration.ZERO);
        closedUntil = reset.filter(now::isBefore).orElse(now.plus(shortest));
      }
    }
  }
}
