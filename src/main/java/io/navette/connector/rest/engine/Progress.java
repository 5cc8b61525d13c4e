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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream was read: what a bookmark holds.
 *
 * @param state what was read to its end; where the next pass starts once this one is over
 * @param start the state this pass began with
 * @param bounds from where to where this pass reads; empty without a cursor
 * @param place in the middle of the pass; empty at its beginning
 * @param began when the pass began
 */
record Progress(
    Map<String, @Nullable Object> state,
    Map<String, @Nullable Object> start,
    Optional<Cursors.Bounds> bounds,
    Optional<Place> place,
    Instant began) {

  /**
   * A place in the middle of a pass.
   *
   * @param positions of the partitions that are open, in their order; the last one where none is
   * @param entered how many partitions were begun; those that are not open are behind
   * @param furthest the furthest state of the partitions behind; empty for none
   */
  record Place(List<Position> positions, int entered, Map<String, @Nullable Object> furthest) {
    Place {
      positions = List.copyOf(positions);
    }

    /** Where the partition goes on that has so many before it; empty where it does not. */
    Optional<Position> of(int partition) {
      return positions.stream().filter(found -> found.partition() == partition).findFirst();
    }

    /** Whether the partition was begun; unless it is open, all of it is behind. */
    boolean isBehind(int partition) {
      return partition < entered;
    }
  }

  /**
   * A place in one partition.
   *
   * @param partition how many partitions are before it
   * @param window how many windows of this partition are behind
   * @param token of the next page; null for the first
   * @param reached the state of the windows behind; empty for none
   * @param latest the latest moment in this window so far; empty for none
   * @param asked the rest of the window that is asked for; empty for all of it
   */
  record Position(
      int partition,
      int window,
      @Nullable Object token,
      String reached,
      String latest,
      Map<String, @Nullable Object> asked) {}

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
    return new Progress(state, start, Optional.of(changed), place, began);
  }

  /** The same pass, at a place. */
  Progress at(Map<String, @Nullable Object> reached, Place found) {
    return new Progress(reached, start, bounds, Optional.of(found), began);
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
    place.ifPresent(found -> json.put("pass", pass(found)));
    return new Bookmark(RecordRows.json(json));
  }

  /** The first position stands beside what counts for all; the others follow in a list. */
  private Map<String, @Nullable Object> pass(Place found) {
    Map<String, @Nullable Object> pass = new LinkedHashMap<>();
    pass.put("start", start);
    bounds.ifPresent(
        between -> {
          pass.put("from", between.start().toString());
          pass.put("to", between.end().toString());
        });
    Position first = found.positions().getFirst();
    write(first, pass);
    if (found.entered() != first.partition() + 1) {
      pass.put("entered", found.entered());
    }
    if (found.positions().size() > 1) {
      List<@Nullable Object> beside = new ArrayList<>();
      for (Position position : found.positions().subList(1, found.positions().size())) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        write(position, written);
        beside.add(written);
      }
      pass.put("beside", beside);
    }
    if (!found.furthest().isEmpty()) {
      pass.put("furthest", found.furthest());
    }
    pass.put("began", began.toString());
    return pass;
  }

  private static void write(Position position, Map<String, @Nullable Object> into) {
    into.put("partition", position.partition());
    into.put("window", position.window());
    into.put("token", position.token());
    into.put("reached", position.reached());
    into.put("latest", position.latest());
    if (!position.asked().isEmpty()) {
      into.put("asked", position.asked());
    }
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
          Optional.of(place(pass)),
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

  private static Place place(Map<String, @Nullable Object> pass) {
    List<Position> positions = new ArrayList<>();
    Position first = position(pass);
    positions.add(first);
    if (pass.get("beside") instanceof List<?> beside) {
      beside.forEach(found -> positions.add(position(PlainValues.map(found))));
    }
    return new Place(
        positions,
        pass.containsKey("entered") ? number(pass, "entered") : first.partition() + 1,
        PlainValues.map(pass.getOrDefault("furthest", Map.of())));
  }

  private static Position position(Map<String, @Nullable Object> pass) {
    return new Position(
        number(pass, "partition"),
        number(pass, "window"),
        pass.get("token"),
        String.valueOf(pass.get("reached")),
        String.valueOf(pass.get("latest")),
        PlainValues.map(pass.getOrDefault("asked", Map.of())));
  }

  private static int number(Map<String, @Nullable Object> pass, String name) {
    return pass.get(name) instanceof Number number ? number.intValue() : 0;
  }
}
