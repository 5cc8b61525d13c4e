package io.navette.connector.rest.engine;

import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.http.HttpSettings;
import io.navette.http.RatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** How often a manifest allows its API to be asked. */
final class Budget {
  private static final long LONGEST_SECONDS = 3600;

  private Budget() {}

  /**
   * The settings with the strictest rate of the manifest's budget, unless they have a rate of their
   * own. Rates for a part of the API count for all of it; those over more than an hour are left to
   * the API, which says when they are used up.
   */
  static HttpSettings apply(Manifest manifest, Interpolation evaluator, HttpSettings http) {
    if (http.rate().requestsPerMinute() > 0) {
      return http;
    }
    OptionalLong strictest =
        manifest.component("api_budget").stream()
            .flatMap(budget -> Component.of(budget, evaluator).children("policies").stream())
            .flatMapToLong(Budget::perMinute)
            .min();
    return strictest.isEmpty()
        ? http
        : http.withRate(
            new RatePolicy(
                Math.clamp(strictest.getAsLong(), 1, Integer.MAX_VALUE), http.rate().throttle()));
  }

  private static LongStream perMinute(Component policy) {
    return switch (policy.type()) {
      case "MovingWindowCallRatePolicy" ->
          policy.children("rates").stream()
              .flatMapToLong(rate -> perMinute(rate, "limit", "interval"));
      case "FixedWindowCallRatePolicy" -> perMinute(policy, "call_limit", "period");
      default -> LongStream.empty();
    };
  }

  private static LongStream perMinute(Component rate, String limit, String interval) {
    OffsetDateTime origin = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);
    long seconds =
        Duration.between(origin, IsoDuration.parse(rate.neededText(interval)).after(origin))
            .toSeconds();
    return seconds < 1 || seconds > LONGEST_SECONDS
        ? LongStream.empty()
        : LongStream.of(rate.integer(limit).orElse(0L) * 60 / seconds).filter(count -> count > 0);
  }
}
