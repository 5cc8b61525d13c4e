package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.PartitionRouter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One stream, ready to be read.
 *
 * @param fixed whether its partitions are the same every time
 * @param partitioned whether it has partitions at all
 * @param cursor its incremental sync, where it has one
 */
record ManifestStream(
    String name,
    Component component,
    Retriever retriever,
    PartitionRouter router,
    boolean fixed,
    boolean partitioned,
    Optional<Component> cursor,
    Clients clients) {

  static ManifestStream of(Component stream, Clients clients) {
    if (!stream.type().equals("DeclarativeStream")) {
      throw stream.unsupported("the stream");
    }
    Component retriever = stream.needed("retriever");
    if (!retriever.type().equals("SimpleRetriever")) {
      throw retriever.unsupported("the stream");
    }
    String name = stream.template("name").orElse("a stream without a name");
    Optional<Component> cursor = stream.child("incremental_sync");
    if (cursor.isPresent() && !cursor.get().type().equals("DatetimeBasedCursor")) {
      throw cursor.get().unsupported("the stream");
    }
    Routers routers = new Routers(clients);
    PartitionRouter router = routers.of(retriever);
    List<Retriever.SliceOption> options = new ArrayList<>(routers.options());
    cursor.ifPresent(found -> Cursors.options(found, options));
    return new ManifestStream(
        name,
        stream,
        new Retriever(
            name,
            retriever,
            new HttpRequester(retriever.needed("requester"), clients),
            Selectors.of(retriever.needed("record_selector"), stream),
            Paginator.of(retriever.child("paginator"), name, clients::warn),
            options),
        router,
        routers.fixed(),
        !retriever.children("partition_router").isEmpty(),
        cursor,
        clients);
  }

  /** The field records are followed by. */
  Optional<String> cursorField() {
    return cursor.map(found -> found.neededText("cursor_field"));
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
