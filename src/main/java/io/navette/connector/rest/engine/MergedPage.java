package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page that several responses make together: what has the same key becomes one record. */
final class MergedPage implements RecordPage {
  private final Iterator<Found> records;
  private final Optional<Object> following;
  private final long weight;

  private MergedPage(Iterator<Found> records, Optional<Object> following, long weight) {
    this.records = records;
    this.following = following;
    this.weight = weight;
  }

  /**
   * Reads the pages, one after the other; the last one's next page is the next.
   *
   * @param key the fields that tell records apart; empty to merge none
   */
  static RecordPage of(List<Supplier<RecordPage>> pages, List<FieldPath> key) {
    List<Found> records = new ArrayList<>();
    Map<List<@Nullable Object>, Map<String, @Nullable Object>> known = new HashMap<>();
    Optional<Object> following = Optional.empty();
    long weight = 0;
    for (Supplier<RecordPage> open : pages) {
      try (RecordPage page = open.get()) {
        for (Optional<Found> found = page.next(); found.isPresent(); found = page.next()) {
          add(found.get(), key, known, records);
        }
        following = page.following();
        weight += page.weight();
      }
    }
    return new MergedPage(records.iterator(), following, weight);
  }

  private static void add(
      Found found,
      List<FieldPath> key,
      Map<List<@Nullable Object>, Map<String, @Nullable Object>> known,
      List<Found> into) {
    Map<String, @Nullable Object> record = found.record();
    List<@Nullable Object> values = new ArrayList<>();
    key.forEach(field -> values.add(field.get(record)));
    boolean mergeable =
        record != null && !values.isEmpty() && values.stream().allMatch(Objects::nonNull);
    Map<String, @Nullable Object> same = mergeable ? known.get(values) : null;
    if (same != null && record != null) {
      merge(record, same);
      return;
    }
    into.add(found);
    if (mergeable && record != null) {
      known.put(values, record);
    }
  }

  private static void merge(
      Map<String, @Nullable Object> from, Map<String, @Nullable Object> into) {
    from.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> && into.get(name) instanceof Map<?, ?> held) {
            merge(PlainValues.map(value), PlainValues.map(held));
          } else {
            into.put(name, value);
          }
        });
  }

  @Override
  public Optional<Found> next() {
    return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
  }

  @Override
  public Optional<Object> following() {
    return following;
  }

  @Override
  public long weight() {
    return weight;
  }

  @Override
  public void close() {
    // the pages were closed when they were read
  }
}
