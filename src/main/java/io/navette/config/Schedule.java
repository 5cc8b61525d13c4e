package io.navette.config;

import static java.time.temporal.ChronoUnit.MINUTES;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a job is due: {@code hourly}, {@code daily at 02:00}, {@code weekly on monday at 03:30},
 * {@code every 15m}, or a cron expression of five fields; a time zone may follow. Without one it is
 * UTC.
 */
public final class Schedule {
  private static final Pattern DAILY = Pattern.compile("daily(?: at (\\d{1,2}):(\\d{2}))?");
  private static final Pattern WEEKLY =
      Pattern.compile("weekly(?: on ([a-z]+))?(?: at (\\d{1,2}):(\\d{2}))?");
  private static final Pattern EVERY = Pattern.compile("every (\\d{1,2})(m|h)");
  private static final List<String> DAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private final String text;
  private final ZoneId zone;
  private final ExecutionTime times;

  private Schedule(String text, ZoneId zone, ExecutionTime times) {
    this.text = text;
    this.zone = zone;
    this.times = times;
  }

  /**
   * Reads a schedule.
   *
   * @param timezone where the text names none
   * @throws IllegalArgumentException saying what is wrong
   */
  static Schedule parse(String text, Optional<String> timezone) {
    String words = text.strip();
    int last = words.lastIndexOf(' ');
    Optional<String> zone = timezone;
    if (last > 0 && words.substring(last + 1).matches("UTC|[A-Z][A-Za-z_]+/[A-Za-z_/+-]+")) {
      zone = Optional.of(words.substring(last + 1));
      words = words.substring(0, last).strip();
    }
    try {
      ZoneId place = zone.map(ZoneId::of).orElse(ZoneOffset.UTC);
      Cron cron =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
              .parse(cron(words.toLowerCase(Locale.ROOT)));
      return new Schedule(text, place, ExecutionTime.forCron(cron));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no time zone " + zone.orElse(""), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a schedule such as: daily at 02:00, weekly on monday at 03:30,"
              + " hourly, every 15m, or a cron expression (0 2 * * *)",
          e);
    }
  }

  private static String cron(String words) {
    Matcher daily = DAILY.matcher(words);
    if (daily.matches()) {
      return time(daily.group(1), daily.group(2)) + " * * *";
    }
    Matcher weekly = WEEKLY.matcher(words);
    if (weekly.matches()) {
      int day = weekly.group(1) == null ? 1 : DAYS.indexOf(weekly.group(1));
      return time(weekly.group(2), weekly.group(3)) + " * * " + (day < 0 ? "?" : day);
    }
    Matcher every = EVERY.matcher(words);
    if (every.matches()) {
      return every.group(2).equals("m")
          ? "*/" + every.group(1) + " * * * *"
          : "0 */" + every.group(1) + " * * *";
    }
    return words.equals("hourly") ? "0 * * * *" : words;
  }

  private static String time(@Nullable String hour, @Nullable String minute) {
    return hour == null || minute == null
        ? "0 0"
        : Integer.parseInt(minute) + " " + Integer.parseInt(hour);
  }

  /** The latest time at or before now at which the job was due. */
  public Optional<Instant> lastDue(Instant now) {
    ZonedDateTime wall = wallClock(now);
    Optional<ZonedDateTime> last =
        times.isMatch(wall) ? Optional.of(wall.truncatedTo(MINUTES)) : times.lastExecution(wall);
    while (last.isPresent() && instant(last.get()).isAfter(now)) {
      last = times.lastExecution(last.get());
    }
    return last.map(this::instant);
  }

  /** The next time after now. */
  public Optional<Instant> next(Instant now) {
    Optional<ZonedDateTime> next = times.nextExecution(wallClock(now));
    while (next.isPresent() && !instant(next.get()).isAfter(now)) {
      next = times.nextExecution(next.get());
    }
    return next.map(this::instant);
  }

  /** What the clock on the wall shows, as if it never jumped: cron's rules are about that clock. */
  private ZonedDateTime wallClock(Instant now) {
    return now.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
  }

  /**
   * A time the clock skips in spring is taken an hour later; one it shows twice in autumn, once.
   */
  private Instant instant(ZonedDateTime wall) {
    return wall.toLocalDateTime().atZone(zone).toInstant();
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
