package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.io.IOException;
import java.time.DateTimeException;
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
 */
record Progress(
    Map<String, @Nullable Object> state,
    Map<String, @Nullable Object> start,
    Optional<Cursors.Bounds> bounds,
    Optional<Position> position) {

  /**
   * A place in the middle of a pass.
   *
   * @param partition how many partitions are behind
   * @param window how many windows of this partition are behind
   * @param token of the next page; null for the first
   * @param reached the state of the windows behind; empty for none
   * @param latest the latest moment in this window so far; empty for none
   */
  record Position(
      int partition, int window, @Nullable Object token, String reached, String latest) {}

  /** A new pass after the state. */
  static Progress begin(ManifestStream stream, Map<String, @Nullable Object> state) {
    return new Progress(
        state,
        state,
        stream.cursor().map(found -> Cursors.bounds(found, stream.clients().context().clock())),
        Optional.empty());
  }

  static Progress finished(Map<String, @Nullable Object> state) {
    return new Progress(state, state, Optional.empty(), Optional.empty());
  }

  Progress within(Cursors.Bounds changed) {
    return new Progress(state, start, Optional.of(changed), position);
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
          json.put("pass", pass);
        });
    return new Bookmark(RecordRows.json(json));
  }

  /** Reads a bookmark; a finished pass makes a new one begin. */
  static Progress of(ManifestStream stream, Bookmark bookmark) {
    try {
      Map<String, @Nullable Object> json = PlainValues.map(JsonValues.parse(bookmark.json()));
      Map<String, @Nullable Object> state = PlainValues.map(json.get("state"));
      if (!(json.get("pass") instanceof Map<?, ?> found)) {
        return begin(stream, state);
      }
      Map<String, @Nullable Object> pass = PlainValues.map(found);
      Optional<Cursors.Bounds> bounds =
          stream
              .cursor()
              .map(
                  cursor ->
                      new Cursors.Bounds(
                          OffsetDateTime.parse(String.valueOf(pass.get("from"))),
                          OffsetDateTime.parse(String.valueOf(pass.get("to")))));
      return new Progress(
          state,
          PlainValues.map(pass.get("start")),
          bounds,
          Optional.of(
              new Position(
                  number(pass, "partition"),
                  number(pass, "window"),
                  pass.get("token"),
                  String.valueOf(pass.get("reached")),
                  String.valueOf(pass.get("latest")))));
    } catch (IOException | ClassCastException | NullPointerException | DateTimeException e) {
      throw new Failure.Configuration(
          stream.name() + ": the bookmark can't be read", "reset the stream's bookmark", e);
    }
  }

  private static int number(Map<String, @Nullable Object> pass, String name) {
    return pass.get(name) instanceof Number number ? number.intValue() : 0;
  }
}
