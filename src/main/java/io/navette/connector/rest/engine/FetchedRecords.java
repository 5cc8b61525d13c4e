package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a retriever that stands alone gives: schemas, properties, templates of streams. */
final class FetchedRecords {
  private static final int MOST = 100_000;

  private final Walk walk;

  private FetchedRecords(Walk walk) {
    this.walk = walk;
  }

  /** All records, read now. Blocks. */
  static List<Map<String, @Nullable Object>> of(String name, Component retriever, Clients clients) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    each(name, retriever, clients, (record, slice) -> records.add(record));
    return records;
  }

  /** Shows all records, each with its slice. Blocks. */
  static void each(
      String name,
      Component retriever,
      Clients clients,
      BiConsumer<Map<String, @Nullable Object>, Slice> to) {
    Map<String, @Nullable Object> stream = new LinkedHashMap<>();
    stream.put("type", "DeclarativeStream");
    stream.put("name", name);
    stream.put("retriever", retriever.fields());
    ManifestStream made =
        ManifestStream.of(Component.of(stream, retriever.evaluator()), clients, Map.of());
    try (Walk walk = Walk.whole(made)) {
      new FetchedRecords(walk).read(record -> to.accept(record, walk.partition()));
    }
  }

  private void read(Consumer<Map<String, @Nullable Object>> to) {
    int count = 0;
    while (count < MOST && walk.ready()) {
      try (RecordPage page = walk.open()) {
        for (Optional<RecordPage.Found> found = page.next();
            found.isPresent() && count < MOST;
            found = page.next()) {
          Map<String, @Nullable Object> record = found.get().record();
          if (record != null) {
            to.accept(record);
            count++;
          }
        }
        walk.finish(page);
      }
    }
  }
}
