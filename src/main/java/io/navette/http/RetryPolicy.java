package io.navette.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When and how patiently a request is repeated. {@code Retry-After} (RFC 9110, 10.2.3) goes before
 * the vendor's own headers, and these before the exponential wait.
 *
 * @param maxTries the first included; 1 never repeats
 * @param firstWait before the second try, doubled before each further one
 * @param maxWait a computed wait grows no further
 * @param maxTotalWait of all waits for one request; a remote that asks for more ends it at once
 * @param headers of the vendor, the first present counts
 * @param statuses that pass by themselves; 429 always does
 */
public record RetryPolicy(
    int maxTries,
    Duration firstWait,
    Duration maxWait,
    Duration maxTotalWait,
    List<WaitHeader> headers,
    Set<Integer> statuses) {

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          List.of(),
          Set.of(408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524));

  public RetryPolicy {
    if (maxTries < 1) {
      throw new IllegalArgumentException("maxTries is " + maxTries);
    }
    headers = List.copyOf(headers);
    statuses = Set.copyOf(statuses);
  }

  public RetryPolicy withMaxTries(int changed) {
    return new RetryPolicy(changed, firstWait, maxWait, maxTotalWait, headers, statuses);
  }

  public RetryPolicy withFirstWait(Duration changed) {
    return new RetryPolicy(maxTries, changed, maxWait, maxTotalWait, headers, statuses);
  }

  public RetryPolicy withMaxTotalWait(Duration changed) {
    return new RetryPolicy(maxTries, firstWait, maxWait, changed, headers, statuses);
  }

  public RetryPolicy withHeaders(List<WaitHeader> changed) {
    return new RetryPolicy(maxTries, firstWait, maxWait, maxTotalWait, changed, statuses);
  }

  public RetryPolicy withStatuses(Set<Integer> changed) {
    return new RetryPolicy(maxTries, firstWait, maxWait, maxTotalWait, headers, changed);
  }

  /** Between half of the exponential wait and all of it. */
  Duration backoff(int tries, RandomGenerator random) {
    double doubled = (double) firstWait.toMillis() * Math.pow(2, tries - 1);
    double capped = Math.min(doubled, (double) maxWait.toMillis());
    return Duration.ofMillis(Math.round(capped * (0.5 + random.nextDouble() / 2)));
  }
}
