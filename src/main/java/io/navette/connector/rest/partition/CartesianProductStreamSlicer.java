package io.navette.connector.rest.partition;

import io.navette.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every part of the first router with every part of the second, and so on. */
public final class CartesianProductStreamSlicer implements PartitionRouter {
  private final List<PartitionRouter> routers;

  public CartesianProductStreamSlicer(List<PartitionRouter> routers) {
    this.routers = List.copyOf(routers);
  }

  @Override
  public Stream<Slice> slices() {
    Stream<Slice> product = Stream.of(Slice.whole());
    for (int i = 0; i < routers.size(); i++) {
      PartitionRouter router = routers.get(i);
      if (i == 0) {
        product = router.slices();
      } else {
        List<Slice> others = router.slices().toList();
        product = product.flatMap(slice -> others.stream().map(other -> join(slice, other)));
      }
    }
    return product;
  }

  private static Slice join(Slice one, Slice other) {
    if (!one.window().isEmpty() && !other.window().isEmpty()) {
      throw new Failure.Configuration("only one of the slicers may make windows", "");
    }
    return new Slice(
        union(one.partition(), other.partition()),
        one.window().isEmpty() ? other.window() : one.window(),
        union(one.extraFields(), other.extraFields()));
  }

  private static Map<String, @Nullable Object> union(
      Map<String, @Nullable Object> stronger, Map<String, @Nullable Object> weaker) {
    Map<String, @Nullable Object> union = new LinkedHashMap<>(stronger);
    weaker.forEach(
        (name, value) -> {
          if (!union.containsKey(name)) {
            union.put(name, value);
          }
        });
    return union;
  }
}
