package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.ParentStateMigration;
import io.navette.connector.rest.partition.ParentStream;
import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parents of one pass over a stream, with how far each was read. Those the stream depends on
 * incrementally go on from the state of the stream, the others are read whole.
 */
final class Parents {
  private final Clients clients;
  private final Map<String, @Nullable Object> childState;
  private final Map<String, Component> dependencies = new LinkedHashMap<>();
  private final Map<String, ParentRecords> open = new LinkedHashMap<>();
  private boolean any;

  Parents(Clients clients, Map<String, @Nullable Object> childState) {
    this.clients = clients;
    this.childState = childState;
  }

  /** Makes the parent of a {@code ParentStreamConfig} known; call before anything is read. */
  void add(Component config) {
    any = true;
    Component stream = config.needed("stream");
    if (config.flag("incremental_dependency")) {
      dependencies.put(name(stream), stream);
    }
  }

  private static String name(Component stream) {
    return stream.text("name").orElse("a parent without a name");
  }

  /** Reads a parent; close the stream. */
  Stream<ParentStream.ParentRecord> read(Component config) {
    Component stream = config.needed("stream");
    if (!config.flag("incremental_dependency")) {
      return ParentRecords.of(ManifestStream.of(remembered(stream), clients, Map.of()), Map.of())
          .stream();
    }
    String name = name(stream);
    Map<String, @Nullable Object> state = PlainValues.map(before().getOrDefault(name, Map.of()));
    Map<String, @Nullable Object> usable = StateDelegation.usable(stream, clients, state);
    ParentRecords records = ParentRecords.of(ManifestStream.of(stream, clients, usable), usable);
    open.put(name, records);
    return records.stream();
  }

  /** The stream with answers that are kept for its other children, unless the manifest says no. */
  private static Component remembered(Component stream) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(stream.fields());
    Map<String, @Nullable Object> retriever = inner(fields, "retriever");
    Map<String, @Nullable Object> requester = inner(retriever, "requester");
    requester.putIfAbsent("use_cache", true);
    if (requester.size() == 1) {
      return stream;
    }
    retriever.put("requester", requester);
    fields.put("retriever", retriever);
    return new Component(fields, stream.evaluator());
  }

  private static Map<String, @Nullable Object> inner(
      Map<String, @Nullable Object> of, String name) {
    return of.get(name) instanceof Map<?, ?> found
        ? new LinkedHashMap<>(PlainValues.map(found))
        : new LinkedHashMap<>();
  }

  private Map<String, @Nullable Object> before() {
    Map<String, String> fields = new LinkedHashMap<>();
    dependencies.forEach(
        (name, stream) ->
            ManifestStream.cursorOf(stream)
                .ifPresent(cursor -> fields.put(name, cursor.neededText("cursor_field"))));
    return new ParentStateMigration(fields).parentState(childState);
  }

  /** The states of those the stream depends on, by name; empty where it has no parents at all. */
  Optional<Map<String, @Nullable Object>> state() {
    if (!any) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> before = before();
    Map<String, @Nullable Object> states = new LinkedHashMap<>();
    dependencies.forEach(
        (name, stream) -> {
          ParentRecords records = open.get(name);
          Object state = records == null ? before.get(name) : records.state();
          if (state != null) {
            states.put(name, state);
          }
        });
    return Optional.of(states);
  }
}
