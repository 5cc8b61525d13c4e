package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.CursorSettings;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.failure.Failure;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the two ways of a {@code StateDelegatingStream}: all records without a state,
 * what changed with one. A state older than the API remembers changes counts as none.
 */
final class StateDelegation {
  private static final String TYPE = "StateDelegatingStream";

  private StateDelegation() {}

  /** The stream to be read; any other stream is itself. */
  static Component choose(Component stream, Map<String, @Nullable Object> state) {
    if (!stream.type().equals(TYPE)) {
      return stream;
    }
    return stream.needed(state.isEmpty() ? "full_refresh_stream" : "incremental_stream");
  }

  /** What a stream that chooses is followed by once it has a state. */
  static Optional<Component> later(Component stream) {
    return stream.type().equals(TYPE)
        ? stream.needed("incremental_stream").child("incremental_sync")
        : Optional.empty();
  }

  /** The state, or an empty one where it is too old to go on from. */
  static Map<String, @Nullable Object> usable(
      Component stream, Clients clients, Map<String, @Nullable Object> state) {
    if (!stream.type().equals(TYPE) || state.isEmpty()) {
      return state;
    }
    Optional<String> retention = stream.text("api_retention_period");
    if (retention.isEmpty()) {
      return state;
    }
    refuseCounting(stream);
    OffsetDateTime now = clients.context().clock().instant().atOffset(ZoneOffset.UTC);
    OffsetDateTime earliest = IsoDuration.parse(retention.get()).before(now);
    boolean kept =
        reached(stream.needed("full_refresh_stream"), clients, state)
            .or(() -> reached(stream.needed("incremental_stream"), clients, state))
            .filter(moment -> !moment.isBefore(earliest))
            .isPresent();
    return kept ? state : Map.of();
  }

  private static void refuseCounting(Component stream) {
    for (String way : List.of("full_refresh_stream", "incremental_stream")) {
      if (stream
          .needed(way)
          .child("incremental_sync")
          .filter(cursor -> cursor.type().equals("IncrementingCountCursor"))
          .isPresent()) {
        throw new Failure.Configuration(
            stream.text("name").orElse("a stream")
                + ": an api_retention_period needs a cursor that is a moment, not a count",
            "take the api_retention_period out of the manifest");
      }
    }
  }

  /** With partitions, where all of them go on. */
  private static Optional<OffsetDateTime> reached(
      Component stream, Clients clients, Map<String, @Nullable Object> state) {
    Optional<Component> cursor =
        stream.child("incremental_sync").filter(found -> found.type().startsWith("Datetime"));
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    Cursors.Bounds bounds = Cursors.bounds(cursor.get(), clients.context().clock());
    CursorSettings settings = Cursors.settings(cursor.get(), bounds, Duration.ZERO);
    Object value =
        state.get("state") instanceof Map<?, ?> global
            ? global.get(settings.field().toString())
            : state.get(settings.field().toString());
    return settings.moment(value);
  }
}
