package io.navette.sync;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * What a run of a job would do, so that exactly that can be done later.
 *
 * @param id sortable by time
 * @param configuration a hash of the job as configured
 * @param connections a hash of the two connections without their secrets
 */
public record SyncPlan(
    String id,
    Instant made,
    String job,
    String configuration,
    String connections,
    List<PlannedStream> streams) {
  /** How old a plan may be, if nothing else is said. */
  public static final Duration MAX_AGE = Duration.ofHours(24);

  /** Clocks of two machines differ a little. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  public SyncPlan {
    streams = List.copyOf(streams);
  }

  /** Whether applying it would change anything. */
  public boolean holdsChanges() {
    return streams.stream().anyMatch(PlannedStream::changes);
  }

  /** A hash of what tells the job's two connections from others. */
  static String connections(Job job) {
    StringBuilder text = new StringBuilder();
    for (Endpoint end : List.of(job.from(), job.to())) {
      Settings settings = end.settings();
      text.append(end.connector().name()).append('\n').append(settings.connection()).append('\n');
      // A secret prints as stars.
      new TreeMap<>(settings.values())
          .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    }
    return hash(text.toString());
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Says whether it may be applied to the job as it is now.
   *
   * @throws Failure.Configuration when job or connections are no longer what it was made of
   * @throws Failure.Guarded when it is too old
   */
  public void check(Job now, String configHash, Instant at, Duration maxAge) {
    if (!now.name().equals(job)) {
      throw changed("the plan is one of job " + job + ", not of " + now.name());
    }
    if (!configHash.equals(configuration)) {
      throw changed("job " + job + " is configured otherwise than when the plan was made");
    }
    if (!connections(now).equals(connections)) {
      throw changed(
          "connection "
              + now.from().name()
              + " or "
              + now.to().name()
              + " has other settings than when the plan was made");
    }
    if (made.isAfter(at.plus(SKEW))) {
      throw new Failure.Guarded(
          "the plan was made at " + made + ", which is yet to come; nothing was sent",
          "set the clock of this machine right");
    }
    if (made.plus(maxAge).isBefore(at)) {
      throw new Failure.Guarded(
          "the plan was made at "
              + made
              + " and is older than "
              + maxAge.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
              + "; nothing was sent",
          "make a new one, or allow for more with --max-plan-age");
    }
  }

  private static Failure changed(String how) {
    return new Failure.Configuration(how + "; nothing was sent", "make a new plan");
  }
}
