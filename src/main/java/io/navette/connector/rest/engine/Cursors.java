package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.Clamping;
import io.navette.connector.rest.cursor.CursorSettings;
import io.navette.connector.rest.cursor.IncrementingCountCursor;
import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.date.MinMaxDatetime;
import io.navette.connector.rest.value.FieldPath;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Builds what follows a moment in the records. */
final class Cursors {
  /** Ours: follows an API that tells what changed within the last so many days only. */
  static final String REMEMBERED = "navette:RememberedChangesCursor";

  private static final String START = "start_time";
  private static final String END = "end_time";

  private Cursors() {}

  /** What the cursor puts into requests. */
  static void options(Component cursor, List<Retriever.SliceOption> into) {
    if (cursor.type().equals("IncrementingCountCursor")) {
      cursor
          .child("start_value_option")
          .ifPresent(
              option ->
                  into.add(
                      new Retriever.SliceOption(
                          option, slice -> slice.window().get(IncrementingCountCursor.START))));
      return;
    }
    String start = cursor.text("partition_field_start").orElse(START);
    String end = cursor.text("partition_field_end").orElse(END);
    cursor
        .child("start_time_option")
        .ifPresent(
            option ->
                into.add(new Retriever.SliceOption(option, slice -> slice.window().get(start))));
    cursor
        .child("end_time_option")
        .ifPresent(
            option ->
                into.add(new Retriever.SliceOption(option, slice -> slice.window().get(end))));
  }

  /** From where to where a pass reads, when the manifest alone says so. */
  static Bounds bounds(Component cursor, InstantSource clock) {
    Optional<String> format = Optional.of(cursor.neededText("datetime_format"));
    OffsetDateTime start =
        cursor.type().equals(REMEMBERED)
            ? remembered(cursor, clock)
            : MinMaxDatetime.of(cursor.get("start_datetime")).moment(cursor.evaluator(), format);
    OffsetDateTime end =
        cursor.get("end_datetime") == null
            ? clock.instant().atOffset(ZoneOffset.UTC)
            : MinMaxDatetime.of(cursor.get("end_datetime")).moment(cursor.evaluator(), format);
    return new Bounds(start, end);
  }

  private static OffsetDateTime remembered(Component cursor, InstantSource clock) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return IsoDuration.parse(cursor.neededText("remembers")).before(now);
  }

  /** Whether it follows a moment. */
  static boolean timed(Component cursor) {
    return cursor.type().equals("DatetimeBasedCursor") || cursor.type().equals(REMEMBERED);
  }

  /**
   * From where to where a pass reads; kept in its bookmarks, so that it stays the same pass.
   *
   * @param start the earliest moment
   * @param end the latest
   */
  record Bounds(OffsetDateTime start, OffsetDateTime end) {}

  static CursorSettings settings(Component cursor, Bounds bounds, Duration lag) {
    List<DatetimeFormat> formats =
        cursor.texts("cursor_datetime_formats").stream().map(DatetimeFormat::of).toList();
    return new CursorSettings(
        FieldPath.parse(cursor.neededText("cursor_field")),
        DatetimeFormat.of(cursor.neededText("datetime_format")),
        formats,
        bounds.start(),
        bounds::end,
        cursor.text("step").map(IsoDuration::parse),
        cursor.text("cursor_granularity").map(IsoDuration::parse),
        lookback(cursor, lag),
        clamping(cursor),
        cursor.text("partition_field_start").orElse(START),
        cursor.text("partition_field_end").orElse(END),
        cursor.type().equals(REMEMBERED));
  }

  /** The lag of the job goes before the manifest's. */
  private static Optional<IsoDuration> lookback(Component cursor, Duration lag) {
    return lag.isZero()
        ? cursor.text("lookback_window").map(IsoDuration::parse)
        : Optional.of(new IsoDuration(Period.ZERO, lag));
  }

  private static Clamping clamping(Component cursor) {
    return cursor
        .child("clamping")
        .map(
            found -> {
              DayOfWeek weekday =
                  found
                      .child("target_details")
                      .flatMap(details -> details.text("weekday"))
                      .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                      .orElse(DayOfWeek.MONDAY);
              return Clamping.to(found.neededText("target"), weekday);
            })
        .orElseGet(Clamping::none);
  }
}
