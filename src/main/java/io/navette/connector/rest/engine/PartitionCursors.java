package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.CursorSettings;
import io.navette.connector.rest.cursor.DatetimeBasedCursor;
import io.navette.connector.rest.cursor.IncrementingCountCursor;
import io.navette.connector.rest.cursor.PartitionCursor;
import io.navette.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what follows the records of each partition of a stream. */
final class PartitionCursors {
  private final Component component;
  private final Optional<CursorSettings> datetime;
  private final boolean feed;
  private final boolean filters;

  private PartitionCursors(Component component, Optional<CursorSettings> datetime) {
    this.component = component;
    this.datetime = datetime;
    this.feed = component.flag("is_data_feed");
    this.filters = feed || component.flag("is_client_side_incremental");
  }

  /**
   * @param bounds from where to where the pass reads; empty for a cursor that counts
   * @param lag goes before the manifest's lookback; zero for none
   */
  static PartitionCursors of(Component cursor, Optional<Cursors.Bounds> bounds, Duration lag) {
    return new PartitionCursors(cursor, bounds.map(found -> Cursors.settings(cursor, found, lag)));
  }

  /** Goes on from the state of its partition. */
  PartitionCursor of(Map<String, @Nullable Object> state) {
    if (component.type().equals(Cursors.REMEMBERED)) {
      datetime.ifPresent(settings -> requireRemembered(settings, state));
    }
    return datetime.isPresent()
        ? new DatetimeBasedCursor(datetime.get(), state)
        : new IncrementingCountCursor(
            component.neededText("cursor_field"),
            component
                .template("start_value")
                .map(template -> component.evaluator().evaluate(template, Map.of())),
            state);
  }

  /** What the API has forgotten meanwhile can't be made up for by reading on. */
  private static void requireRemembered(
      CursorSettings settings, Map<String, @Nullable Object> state) {
    settings
        .moment(state.get(settings.field().toString()))
        .filter(reached -> reached.isBefore(settings.start()))
        .ifPresent(
            reached -> {
              throw new Failure.Data(
                  "the stream was last read up to "
                      + settings.format().format(reached)
                      + ", and the API tells of changes since "
                      + settings.format().format(settings.start())
                      + " only: those in between are lost",
                  "read the records themselves anew (mode: mirror), then let this stream begin"
                      + " again: navette history state reset");
            });
  }

  /** Goes on from a state that counts for all partitions, and so many seconds before. */
  PartitionCursor of(Map<String, @Nullable Object> state, long seconds) {
    return of(datetime.map(settings -> settings.before(state, seconds)).orElse(state));
  }

  /** The state that is further. */
  Map<String, @Nullable Object> further(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    return datetime
        .map(settings -> settings.further(one, other))
        .orElseGet(() -> IncrementingCountCursor.further(one, other));
  }

  /** Whether records that are not due are left out here, since the API can't leave them out. */
  boolean filters() {
    return filters;
  }

  /** Whether the API gives the newest first, so that known records end the pages. */
  boolean isFeed() {
    return feed;
  }

  /** Whether partitions have no states of their own. */
  boolean isGlobal() {
    return component.flag("global_substream_cursor");
  }
}
