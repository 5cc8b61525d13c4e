package io.navette.http;

/**
 * How often a connection may ask.
 *
 * @param requestsPerMinute never exceeded in any minute; 0 for no limit of our own
 * @param throttle whether to wait at a limit, ours or the remote's; else {@link
 *     io.navette.failure.Failure.Quota} ends the run
 */
public record RatePolicy(int requestsPerMinute, boolean throttle) {
  public static final RatePolicy UNLIMITED = new RatePolicy(0, true);

  public RatePolicy {
    if (requestsPerMinute < 0) {
      throw new IllegalArgumentException("requestsPerMinute is " + requestsPerMinute);
    }
  }
}
