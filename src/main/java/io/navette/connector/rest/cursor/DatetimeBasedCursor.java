package io.navette.connector.rest.cursor;

import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a moment in the records of one partition. A run asks for the {@link #windows()}, reads
 * them in any order, shows every record to {@link #observe} and calls {@link #close} for each
 * window read to its end; {@link #state()} is then never past a window that is missing.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class DatetimeBasedCursor {
  private final CursorSettings settings;
  private final OffsetDateTime start;
  private final Map<Map<String, @Nullable Object>, OffsetDateTime> latest = new HashMap<>();
  private List<Interval> read = new ArrayList<>();

  /** Goes on from the state, which is {@code {field: moment}} or empty. */
  public DatetimeBasedCursor(CursorSettings settings, Map<String, @Nullable Object> state) {
    this.settings = settings;
    Optional<OffsetDateTime> reached = Optional.ofNullable(state.get(key())).flatMap(this::parsed);
    Object value = state.get(key());
    if (value != null && reached.isEmpty()) {
      throw new Failure.Configuration(
          "the state of "
              + key()
              + " is \""
              + value
              + "\", which is not written as "
              + settings.format().pattern(),
          "reset the stream's state, or write it so");
    }
    this.start =
        reached.filter(moment -> !moment.isBefore(settings.start())).orElse(settings.start());
    read.add(new Interval(settings.start(), start, Optional.of(start)));
  }

  private String key() {
    return settings.field().toString();
  }

  /** The windows still to be read, in order. */
  public List<Slice> windows() {
    read = Interval.merged(read, settings.granularity());
    List<Slice> windows = new ArrayList<>();
    if (settings.start().isBefore(read.getFirst().start())) {
      addWindows(settings.start(), read.getFirst().start(), false, windows);
    }
    for (int i = 0; i + 1 < read.size(); i++) {
      OffsetDateTime from = read.get(i).end();
      addWindows(
          settings.granularity().map(step -> step.after(from)).orElse(from),
          read.get(i + 1).start(),
          false,
          windows);
    }
    OffsetDateTime last = read.getLast().end();
    addWindows(
        settings.lookback().map(back -> back.before(last)).orElse(last), lastEnd(), true, windows);
    return windows;
  }

  /** The end of the run; the start of its period less one step when windows are clamped. */
  private OffsetDateTime lastEnd() {
    OffsetDateTime end = settings.end().get();
    if (!settings.clamping().cuts()) {
      return end;
    }
    OffsetDateTime floor = settings.clamping().floor(end);
    return settings.granularity().map(step -> step.before(floor)).orElse(floor.minusSeconds(1));
  }

  /** Windows from one moment to another; those of the last moment keep their end. */
  private void addWindows(
      OffsetDateTime from, OffsetDateTime to, boolean isLast, List<Slice> windows) {
    if (!from.isBefore(to) || to.isBefore(settings.start())) {
      return;
    }
    OffsetDateTime current = Interval.later(from, settings.start());
    if (settings.step().isEmpty() || !end(current).isBefore(to)) {
      OffsetDateTime lower = settings.clamping().ceiling(current);
      if (lower.isBefore(to)) {
        windows.add(window(lower, isLast ? to : before(settings.clamping().ceiling(to))));
      }
      return;
    }
    boolean done = false;
    while (!done) {
      OffsetDateTime upper = end(current);
      done = !upper.isBefore(to);
      OffsetDateTime clampedUpper = done ? to : settings.clamping().ceiling(upper);
      OffsetDateTime clampedLower = settings.clamping().ceiling(current);
      if (!clampedLower.isBefore(clampedUpper)) {
        return;
      }
      windows.add(window(clampedLower, done && isLast ? clampedUpper : before(clampedUpper)));
      current = clampedUpper;
    }
  }

  private OffsetDateTime end(OffsetDateTime from) {
    IsoDuration step = settings.step().orElseThrow();
    try {
      return step.after(from);
    } catch (DateTimeException e) {
      return OffsetDateTime.MAX;
    }
  }

  private OffsetDateTime before(OffsetDateTime end) {
    return settings.granularity().map(step -> step.before(end)).orElse(end);
  }

  private Slice window(OffsetDateTime from, OffsetDateTime to) {
    Map<String, @Nullable Object> window = new LinkedHashMap<>();
    window.put(settings.startName(), settings.format().format(from));
    window.put(settings.endName(), settings.format().format(to));
    return Slice.ofWindow(window);
  }

  /**
   * Takes note of a record of the window. A record without a readable moment counts for nothing.
   */
  public void observe(Slice window, Map<String, @Nullable Object> record) {
    moment(record).ifPresent(moment -> latest.merge(window.window(), moment, Interval::later));
  }

  /** The window was read to its end. */
  public void close(Slice window) {
    Map<String, @Nullable Object> bounds = window.window();
    read.add(
        new Interval(
            bound(bounds, settings.startName()),
            bound(bounds, settings.endName()),
            Optional.ofNullable(latest.remove(bounds))));
    read = Interval.merged(read, settings.granularity());
  }

  /** The latest moment seen in a window that is not closed yet, as the state writes it. */
  public Optional<String> latest(Slice window) {
    return Optional.ofNullable(latest.get(window.window())).map(settings.format()::format);
  }

  /** Takes note of a moment written as the state writes it, as {@link #latest} gave it. */
  public void observe(Slice window, String moment) {
    latest.merge(window.window(), settings.format().parse(moment), Interval::later);
  }

  private OffsetDateTime bound(Map<String, @Nullable Object> bounds, String name) {
    return settings.format().parse(PythonText.of(bounds.get(name)));
  }

  /** {@code {field: moment}}: everything up to there was read. */
  public Map<String, @Nullable Object> state() {
    Interval first = read.getFirst();
    OffsetDateTime reached = first.latest().orElse(first.start());
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(key(), settings.format().format(reached));
    return state;
  }

  /** Whether the record is neither before where the run started nor after its end. */
  public boolean isDue(Map<String, @Nullable Object> record) {
    Optional<OffsetDateTime> moment = moment(record);
    return moment.isEmpty()
        || (!moment.get().isBefore(start) && !moment.get().isAfter(settings.end().get()));
  }

  /** Whether the record was read in a run before: it is older than the state. */
  public boolean isKnown(Map<String, @Nullable Object> record) {
    return moment(record).filter(moment -> moment.isBefore(start)).isPresent();
  }

  /** The record's moment; empty where it has none that can be read. */
  public Optional<OffsetDateTime> moment(Map<String, @Nullable Object> record) {
    return Optional.ofNullable(settings.field().get(record)).flatMap(this::parsed);
  }

  private Optional<OffsetDateTime> parsed(Object value) {
    String text = PythonText.of(value);
    for (DatetimeFormat format : settings.readable()) {
      try {
        return Optional.of(format.parse(text));
      } catch (DateTimeException e) {
        // another format may fit
      }
    }
    return Optional.empty();
  }
}
