package io.navette.connector.rest.cursor;

import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.value.FieldPath;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The evaluated settings of a {@link DatetimeBasedCursor}.
 *
 * @param field the field of a record the cursor follows
 * @param format how requests and the state write a moment
 * @param recordFormats how records may write it, tried in order; empty means as {@code format}
 * @param start the earliest moment that is read
 * @param end the latest, asked for anew at every run
 * @param step the length of a window; empty for one window
 * @param granularity the smallest step between two moments; a window ends that much before the next
 * @param lookback how far before its state a run starts again
 * @param clamping to which whole periods windows are cut
 * @param startName the field of the slice that holds a window's start, as {@code start_time}
 * @param endName that of its end
 */
public record CursorSettings(
    FieldPath field,
    DatetimeFormat format,
    List<DatetimeFormat> recordFormats,
    OffsetDateTime start,
    Supplier<OffsetDateTime> end,
    Optional<IsoDuration> step,
    Optional<IsoDuration> granularity,
    Optional<IsoDuration> lookback,
    Clamping clamping,
    String startName,
    String endName) {

  /** The formats a text may have, the usual one last. */
  List<DatetimeFormat> readable() {
    List<DatetimeFormat> formats = new ArrayList<>(recordFormats);
    formats.add(format);
    return formats;
  }
}
