package io.navette.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes ids of runs: their order is the order of time, and two hosts never make the same. */
public final class RunIds {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunIds() {}

  public static String next(Instant now, RandomGenerator random) {
    return STAMP.format(now) + "-" + String.format(Locale.ROOT, "%06x", random.nextInt(1 << 24));
  }
}
