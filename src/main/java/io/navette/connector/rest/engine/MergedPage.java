package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
    Merge merge = new Merge(key);
    Optional<Object> following = Optional.empty();
    for (Supplier<RecordPage> page : pages) {
      following = merge.add(page);
    }
    return merge.page(following);
  }

  /**
   * Reads a page, then the others that its records ask for; the first one's next page is the next.
   *
   * @param others to be read, by the values of the key in the first page
   */
  static RecordPage completed(
      Supplier<RecordPage> first,
      FieldPath key,
      Function<List<Object>, List<Supplier<RecordPage>>> others) {
    Merge merge = new Merge(List.of(key));
    Optional<Object> following = merge.add(first);
    others.apply(merge.keys()).forEach(merge::add);
    return merge.page(following);
  }

  /** Records on their way into one page. */
  private static final class Merge {
    private final List<FieldPath> key;
    private final List<Found> records = new ArrayList<>();
    private final Map<List<@Nullable Object>, Map<String, @Nullable Object>> known =
        new LinkedHashMap<>();
    private long weight;

    Merge(List<FieldPath> key) {
      this.key = key;
    }

    /** Reads a page to its end; returns what follows it. */
    Optional<Object> add(Supplier<RecordPage> open) {
      try (RecordPage page = open.get()) {
        for (Optional<Found> found = page.next(); found.isPresent(); found = page.next()) {
          add(found.get());
        }
        weight += page.weight();
        return page.following();
      }
    }

    private void add(Found found) {
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
      records.add(found);
      if (mergeable && record != null) {
        known.put(values, record);
      }
    }

    /** The first part of each key that was seen. */
    List<Object> keys() {
      return known.keySet().stream()
          .map(values -> Objects.requireNonNull(values.getFirst()))
          .toList();
    }

    RecordPage page(Optional<Object> following) {
      return new MergedPage(records.iterator(), following, weight);
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
