package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream was read: what a bookmark holds.
 *
 * @param state what was read to its end; where the next pass starts once this one is over
 * @param start the state this pass began with
 * @param bounds from where to where this pass reads; empty without a cursor
 * @param position the place in the middle of the pass; empty at its beginning
 * @param began when the pass began
 */
record Progress(
    Map<String, @Nullable Object> state,
    Map<String, @Nullable Object> start,
    Optional<Cursors.Bounds> bounds,
    Optional<Position> position,
    Instant began) {

  /**
   * A place in the middle of a pass.
   *
   * @param partition how many partitions are behind
   * @param window how many windows of this partition are behind
   * @param token of the next page; null for the first
   * @param reached the state of the windows behind; empty for none
   * @param latest the latest moment in this window so far; empty for none
   * @param asked the rest of the window that is asked for; empty for all of it
   * @param furthest the furthest state of the partitions behind; empty for none
   */
  record Position(
      int partition,
      int window,
      @Nullable Object token,
      String reached,
      String latest,
      Map<String, @Nullable Object> asked,
      Map<String, @Nullable Object> furthest) {}

  /** A new pass after the state. */
  static Progress begin(ManifestStream stream, Map<String, @Nullable Object> state) {
    InstantSource clock = stream.clients().context().clock();
    return new Progress(
        state,
        state,
        stream.cursor().filter(found -> stream.timed()).map(found -> Cursors.bounds(found, clock)),
        Optional.empty(),
        clock.instant());
  }

  static Progress finished(Map<String, @Nullable Object> state) {
    return new Progress(state, state, Optional.empty(), Optional.empty(), Instant.EPOCH);
  }

  Progress within(Cursors.Bounds changed) {
    return new Progress(state, start, Optional.of(changed), position, began);
  }

  /** The same pass, at a place. */
  Progress at(Map<String, @Nullable Object> reached, Position place) {
    return new Progress(reached, start, bounds, Optional.of(place), began);
  }

  /** The state that says how the stream of a bookmark is read: that its pass began with. */
  static Map<String, @Nullable Object> basis(Bookmark bookmark, String stream) {
    Map<String, @Nullable Object> json = parsed(bookmark, stream);
    Object basis =
        json.get("pass") instanceof Map<?, ?> pass ? pass.get("start") : json.get("state");
    return PlainValues.map(basis);
  }

  private static Map<String, @Nullable Object> parsed(Bookmark bookmark, String stream) {
    try {
      return PlainValues.map(JsonValues.parse(bookmark.json()));
    } catch (IOException | ClassCastException | NullPointerException e) {
      throw unreadable(stream, e);
    }
  }

  private static Failure.Configuration unreadable(String stream, Exception cause) {
    return new Failure.Configuration(
        stream + ": the bookmark can't be read", "reset the stream's bookmark", cause);
  }

  Bookmark bookmark() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", state);
    position.ifPresent(
        place -> {
          Map<String, @Nullable Object> pass = new LinkedHashMap<>();
          pass.put("start", start);
          bounds.ifPresent(
              found -> {
                pass.put("from", found.start().toString());
                pass.put("to", found.end().toString());
              });
          pass.put("partition", place.partition());
          pass.put("window", place.window());
          pass.put("token", place.token());
          pass.put("reached", place.reached());
          pass.put("latest", place.latest());
          if (!place.asked().isEmpty()) {
            pass.put("asked", place.asked());
          }
          if (!place.furthest().isEmpty()) {
            pass.put("furthest", place.furthest());
          }
          pass.put("began", began.toString());
          json.put("pass", pass);
        });
    return new Bookmark(RecordRows.json(json));
  }

  /** Reads a bookmark; a finished pass makes a new one begin. */
  static Progress of(ManifestStream stream, Bookmark bookmark) {
    try {
      Map<String, @Nullable Object> json = parsed(bookmark, stream.name());
      Map<String, @Nullable Object> state = PlainValues.map(json.get("state"));
      if (!(json.get("pass") instanceof Map<?, ?> found)) {
        return begin(stream, state);
      }
      Map<String, @Nullable Object> pass = PlainValues.map(found);
      return new Progress(
          state,
          PlainValues.map(pass.get("start")),
          stream.cursor().filter(cursor -> stream.timed()).map(cursor -> bounds(pass)),
          Optional.of(position(pass)),
          pass.get("began") instanceof String began ? Instant.parse(began) : Instant.EPOCH);
    } catch (ClassCastException | NullPointerException | DateTimeException e) {
      throw unreadable(stream.name(), e);
    }
  }

  private static Cursors.Bounds bounds(Map<String, @Nullable Object> pass) {
    return new Cursors.Bounds(
        OffsetDateTime.parse(String.valueOf(pass.get("from"))),
        OffsetDateTime.parse(String.valueOf(pass.get("to"))));
  }

  private static Position position(Map<String, @Nullable Object> pass) {
    return new Position(
        number(pass, "partition"),
        number(pass, "window"),
        pass.get("token"),
        String.valueOf(pass.get("reached")),
        String.valueOf(pass.get("latest")),
        PlainValues.map(pass.getOrDefault("asked", Map.of())),
        PlainValues.map(pass.getOrDefault("furthest", Map.of())));
  }

  private static int number(Map<String, @Nullable Object> pass, String name) {
    return pass.get(name) instanceof Number number ? number.intValue() : 0;
  }
}
