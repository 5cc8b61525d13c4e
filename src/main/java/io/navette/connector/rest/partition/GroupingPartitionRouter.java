package io.navette.connector.rest.partition;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Puts several parts of another router into one, their values as lists. */
public final class GroupingPartitionRouter implements PartitionRouter {
  private final PartitionRouter inner;
  private final int size;
  private final boolean deduplicate;

  public GroupingPartitionRouter(PartitionRouter inner, int size, boolean deduplicate) {
    if (size < 1) {
      throw new Failure.Configuration("a group_size must be at least 1, not " + size, "");
    }
    this.inner = inner;
    this.size = size;
    this.deduplicate = deduplicate;
  }

  @Override
  public Stream<Slice> slices() {
    Stream<Slice> parts = inner.slices();
    Spliterator<Slice> groups =
        Spliterators.spliteratorUnknownSize(new Groups(parts.iterator()), Spliterator.ORDERED);
    return StreamSupport.stream(groups, false).onClose(parts::close);
  }

  private final class Groups implements Iterator<Slice> {
    private final Iterator<Slice> parts;
    private final Set<@Nullable Object> seen = new HashSet<>();
    private List<Slice> ahead = List.of();

    Groups(Iterator<Slice> parts) {
      this.parts = parts;
    }

    @Override
    public boolean hasNext() {
      if (ahead.isEmpty()) {
        ahead = read();
      }
      return !ahead.isEmpty();
    }

    @Override
    public Slice next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Slice group =
          new Slice(grouped(ahead, Slice::partition), Map.of(), grouped(ahead, Slice::extraFields));
      ahead = List.of();
      return group;
    }

    private List<Slice> read() {
      List<Slice> group = new ArrayList<>();
      while (group.size() < size && parts.hasNext()) {
        Slice part = parts.next();
        boolean isNew = seen.add(key(part)) || !deduplicate;
        if (isNew) {
          group.add(part);
        }
      }
      return group;
    }
  }

  private static @Nullable Object key(Slice part) {
    List<String> fields =
        part.partition().keySet().stream().filter(name -> !name.equals("parent_slice")).toList();
    if (fields.size() != 1) {
      throw new Failure.Configuration(
          "parts can be grouped by one field only, but there are " + fields, "");
    }
    return part.partition().get(fields.getFirst());
  }

  private static Map<String, @Nullable Object> grouped(
      List<Slice> parts, Function<Slice, Map<String, @Nullable Object>> fields) {
    Map<String, @Nullable Object> grouped = new LinkedHashMap<>();
    for (Slice part : parts) {
      fields
          .apply(part)
          .forEach(
              (name, value) -> {
                if (!grouped.containsKey(name)) {
                  grouped.put(name, new ArrayList<>());
                }
                PlainValues.list(grouped.get(name)).add(value);
              });
    }
    return grouped;
  }
}
