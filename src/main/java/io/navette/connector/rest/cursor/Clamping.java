package io.navette.connector.rest.cursor;

import io.navette.failure.Failure;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Cuts windows to whole periods, so that none is read in part: from the next start to the last. */
public final class Clamping {
  private static final Clamping NONE = new Clamping(false, moment -> moment, moment -> moment);

  private final boolean cuts;
  private final UnaryOperator<OffsetDateTime> floor;
  private final UnaryOperator<OffsetDateTime> following;

  private Clamping(
      boolean cuts, UnaryOperator<OffsetDateTime> floor, UnaryOperator<OffsetDateTime> following) {
    this.cuts = cuts;
    this.floor = floor;
    this.following = following;
  }

  /** Leaves moments as they are. */
  public static Clamping none() {
    return NONE;
  }

  /** By {@code DAY}, {@code WEEK} or {@code MONTH}; a week starts at the weekday. */
  public static Clamping to(String target, DayOfWeek weekday) {
    return switch (target.toUpperCase(Locale.ROOT)) {
      case "DAY" -> new Clamping(true, Clamping::day, start -> start.plusDays(1));
      case "WEEK" ->
          new Clamping(
              true,
              moment -> day(moment).with(TemporalAdjusters.previousOrSame(weekday)),
              start -> start.plusWeeks(1));
      case "MONTH" ->
          new Clamping(true, moment -> day(moment).withDayOfMonth(1), start -> start.plusMonths(1));
      default ->
          throw new Failure.Configuration(
              "windows can be clamped to DAY, WEEK or MONTH, not to " + target, "");
    };
  }

  private static OffsetDateTime day(OffsetDateTime moment) {
    return moment.truncatedTo(ChronoUnit.DAYS);
  }

  /** Whether it changes anything. */
  boolean cuts() {
    return cuts;
  }

  /** The start of the period the moment is in. */
  OffsetDateTime floor(OffsetDateTime moment) {
    return floor.apply(moment);
  }

  /** The start of the next period, or the moment when it is one. */
  OffsetDateTime ceiling(OffsetDateTime moment) {
    OffsetDateTime start = floor.apply(moment);
    return start.isBefore(moment) ? following.apply(start) : start;
  }
}
