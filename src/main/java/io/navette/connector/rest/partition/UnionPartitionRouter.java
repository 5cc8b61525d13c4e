package io.navette.connector.rest.partition;

import io.navette.failure.Failure;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of several routers, each value once; what else they hold becomes extra fields. */
public final class UnionPartitionRouter implements PartitionRouter {
  private final List<PartitionRouter> routers;
  private final String field;

  public UnionPartitionRouter(List<PartitionRouter> routers, String field) {
    this.routers = List.copyOf(routers);
    this.field = field;
  }

  @Override
  public Stream<Slice> slices() {
    Set<@Nullable Object> seen = new HashSet<>();
    return routers.stream()
        .flatMap(PartitionRouter::slices)
        .map(this::normalized)
        .filter(slice -> seen.add(slice.partition().get(field)));
  }

  private Slice normalized(Slice slice) {
    if (!slice.partition().containsKey(field)) {
      throw new Failure.Configuration(
          "a part has no " + field + ", by which the parts are united", "");
    }
    Object value = slice.partition().get(field);
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new Failure.Configuration(field + " must be a single value to be united", "");
    }
    Map<String, @Nullable Object> partition = new LinkedHashMap<>();
    partition.put(field, value);
    Map<String, @Nullable Object> extra = new LinkedHashMap<>(slice.partition());
    extra.remove(field);
    extra.putAll(slice.extraFields());
    return new Slice(partition, slice.window(), extra);
  }
}
