package io.navette.connector.rest.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream, ready to be read.
 *
 * @param routers its partitions
 * @param cursor its incremental sync, where it has one
 * @param follows the same, or that of the other way of a stream that chooses by its state
 */
record ManifestStream(
    String name,
    Component component,
    Retriever retriever,
    Routers routers,
    Optional<Component> cursor,
    Optional<Component> follows,
    Clients clients) {

  /**
   * The stream as it is read from the state on.
   *
   * @param state empty for all of it
   */
  static ManifestStream of(
      Component declared, Clients clients, Map<String, @Nullable Object> state) {
    Component stream = StateDelegation.choose(declared, state);
    if (!stream.type().equals("DeclarativeStream")) {
      throw stream.unsupported("the stream");
    }
    Component retriever = stream.needed("retriever");
    Optional<Component> cursor = cursorOf(stream);
    Routers routers = new Routers(retriever, clients);
    List<Retriever.SliceOption> options = new ArrayList<>(routers.options());
    cursor.ifPresent(found -> Cursors.options(found, options));
    String name = stream.text("name").orElse("a stream without a name");
    return new ManifestStream(
        name,
        stream,
        Retriever.of(name, retriever, stream, options, clients),
        routers,
        cursor,
        cursor.or(() -> StateDelegation.later(declared)),
        clients);
  }

  /** The cursor of a stream, or of the way a stream that chooses by its state reads all. */
  static Optional<Component> cursorOf(Component declared) {
    Optional<Component> cursor =
        StateDelegation.choose(declared, Map.of()).child("incremental_sync");
    cursor.ifPresent(
        found -> {
          if (!Cursors.timed(found) && !found.type().equals("IncrementingCountCursor")) {
            throw found.unsupported("the stream");
          }
        });
    return cursor;
  }

  /** Whether its partitions are the same every time. */
  boolean fixed() {
    return routers.fixed();
  }

  /** Whether it has partitions at all. */
  boolean partitioned() {
    return routers.any();
  }

  /** Whether it is followed by a moment, so that a part of its time can be asked for. */
  boolean timed() {
    return cursor.filter(Cursors::timed).isPresent();
  }

  /** The field records are followed by. */
  Optional<String> cursorField() {
    return follows.map(found -> found.neededText("cursor_field"));
  }

  /** The columns that identify a row; empty where the manifest names none or nested ones. */
  List<String> key() {
    List<String> key = new ArrayList<>();
    Object written = component.get("primary_key");
    List<?> parts =
        written instanceof List<?> several ? several : Collections.singletonList(written);
    for (Object part : parts) {
      if (part instanceof String name) {
        key.add(name);
      } else if (part instanceof List<?> path
          && path.size() == 1
          && path.getFirst() instanceof String name) {
        key.add(name);
      } else {
        return List.of();
      }
    }
    return key;
  }
}
