package io.navette.connector.rest.cursor;

import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PlainValues;
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

/** Follows a moment in the records; windows may be read in any order. */
public final class DatetimeBasedCursor implements PartitionCursor {
  private static final String SLICES = "slices";

  private final CursorSettings settings;
  private final OffsetDateTime start;
  private final Map<Map<String, @Nullable Object>, OffsetDateTime> latest = new HashMap<>();
  private List<Interval> read = new ArrayList<>();
  private Optional<OffsetDateTime> furthest = Optional.empty();

  /**
   * Goes on from the state, which is {@code {field: moment}}, the times that were read as {@code
   * {slices: [{start, end, most_recent_cursor_value}]}}, or empty.
   */
  public DatetimeBasedCursor(CursorSettings settings, Map<String, @Nullable Object> state) {
    this.settings = settings;
    if (state.get(SLICES) instanceof List<?> slices && !slices.isEmpty()) {
      slices.forEach(slice -> read.add(interval(PlainValues.map(slice))));
      read = Interval.merged(read, settings.granularity());
      Interval first = read.getFirst();
      this.start = first.latest().orElse(first.end());
      return;
    }
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

  private Interval interval(Map<String, @Nullable Object> slice) {
    return new Interval(
        settings.format().parse(PythonText.of(slice.get("start"))),
        settings.format().parse(PythonText.of(slice.get("end"))),
        Optional.ofNullable(slice.get("most_recent_cursor_value")).flatMap(this::parsed));
  }

  private String key() {
    return settings.field().toString();
  }

  @Override
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

  @Override
  public void observe(Slice window, Map<String, @Nullable Object> record) {
    moment(record).ifPresent(moment -> observe(window, moment));
  }

  private void observe(Slice window, OffsetDateTime moment) {
    latest.merge(window.window(), moment, Interval::later);
    furthest = Interval.later(furthest, Optional.of(moment));
  }

  @Override
  public void close(Slice window) {
    Map<String, @Nullable Object> bounds = window.window();
    if (settings.reachesEnd()) {
      observe(window, bound(bounds, settings.endName()));
    }
    read.add(
        new Interval(
            bound(bounds, settings.startName()),
            bound(bounds, settings.endName()),
            Optional.ofNullable(latest.remove(bounds))));
    read = Interval.merged(read, settings.granularity());
  }

  @Override
  public Optional<String> latest(Slice window) {
    return Optional.ofNullable(latest.get(window.window())).map(settings.format()::format);
  }

  @Override
  public void observe(Slice window, String moment) {
    observe(window, settings.format().parse(moment));
  }

  private OffsetDateTime bound(Map<String, @Nullable Object> bounds, String name) {
    return settings.format().parse(PythonText.of(bounds.get(name)));
  }

  @Override
  public Map<String, @Nullable Object> state() {
    if (read.size() > 1) {
      return slices();
    }
    Interval first = read.getFirst();
    return of(first.latest().orElse(first.start()));
  }

  private Map<String, @Nullable Object> of(OffsetDateTime moment) {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(key(), settings.format().format(moment));
    return state;
  }

  private Map<String, @Nullable Object> slices() {
    List<@Nullable Object> slices = new ArrayList<>();
    for (Interval interval : read) {
      Map<String, @Nullable Object> slice = new LinkedHashMap<>();
      slice.put("start", settings.format().format(interval.start()));
      slice.put("end", settings.format().format(interval.end()));
      interval
          .latest()
          .ifPresent(
              moment -> slice.put("most_recent_cursor_value", settings.format().format(moment)));
      slices.add(slice);
    }
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(SLICES, slices);
    state.put("state_type", "date-range");
    return state;
  }

  @Override
  public Map<String, @Nullable Object> furthest() {
    return furthest.map(this::of).orElse(Map.of());
  }

  @Override
  public Slice rest(Slice window) {
    OffsetDateTime seen = latest.get(window.window());
    if (seen == null || !seen.isAfter(bound(window.window(), settings.startName()))) {
      return window;
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(window.window());
    rest.put(settings.startName(), settings.format().format(seen));
    return window.within(rest);
  }

  @Override
  public boolean isDue(Map<String, @Nullable Object> record) {
    Optional<OffsetDateTime> moment = moment(record);
    return moment.isEmpty()
        || (!moment.get().isBefore(due()) && !moment.get().isAfter(settings.end().get()));
  }

  @Override
  public boolean isKnown(Map<String, @Nullable Object> record) {
    return moment(record).filter(moment -> moment.isBefore(due())).isPresent();
  }

  /** From when records are wanted: as far back as the lookback asks for them again. */
  private OffsetDateTime due() {
    OffsetDateTime back = settings.lookback().map(before -> before.before(start)).orElse(start);
    return Interval.later(back, settings.start());
  }

  /** The record's moment; empty where it has none that can be read. */
  public Optional<OffsetDateTime> moment(Map<String, @Nullable Object> record) {
    return Optional.ofNullable(settings.field().get(record)).flatMap(this::parsed);
  }

  private Optional<OffsetDateTime> parsed(Object value) {
    return settings.moment(value);
  }
}
