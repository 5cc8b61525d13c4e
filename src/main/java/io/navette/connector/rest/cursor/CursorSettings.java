package io.navette.connector.rest.cursor;

import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PythonText;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
 * @param reachesEnd whether a window that was read counts up to its end, however old its last
 *     record is
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
    String endName,
    boolean reachesEnd) {

  /** The formats a text may have, the usual one last. */
  List<DatetimeFormat> readable() {
    List<DatetimeFormat> formats = new ArrayList<>(recordFormats);
    formats.add(format);
    return formats;
  }

  /** The state that is further; states are {@code {field: moment}}. */
  public Map<String, @Nullable Object> further(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    Optional<OffsetDateTime> first = moment(one.get(field.toString()));
    Optional<OffsetDateTime> second = moment(other.get(field.toString()));
    return second.isPresent() && first.filter(known -> !second.get().isAfter(known)).isEmpty()
        ? other
        : one;
  }

  /** The state so many seconds before. */
  public Map<String, @Nullable Object> before(Map<String, @Nullable Object> state, long seconds) {
    Optional<OffsetDateTime> moment = moment(state.get(field.toString()));
    if (seconds == 0 || moment.isEmpty()) {
      return state;
    }
    Map<String, @Nullable Object> before = new LinkedHashMap<>(state);
    before.put(field.toString(), format.format(moment.get().minusSeconds(seconds)));
    return before;
  }

  /** The moment of a record or a state; empty where it is none. */
  public Optional<OffsetDateTime> moment(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    String text = PythonText.of(value);
    for (DatetimeFormat readable : readable()) {
      try {
        return Optional.of(readable.parse(text));
      } catch (DateTimeException e) {
        // another format may fit
      }
    }
    return Optional.empty();
  }
}
