package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.CartesianProductStreamSlicer;
import io.navette.connector.rest.partition.GroupingPartitionRouter;
import io.navette.connector.rest.partition.ListPartitionRouter;
import io.navette.connector.rest.partition.ParentStream;
import io.navette.connector.rest.partition.PartitionRouter;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.partition.SubstreamPartitionRouter;
import io.navette.connector.rest.partition.UnionPartitionRouter;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds the partitions of a stream. */
final class Routers {
  private final Clients clients;
  private final List<Retriever.SliceOption> options = new ArrayList<>();
  private boolean fixed = true;

  Routers(Clients clients) {
    this.clients = clients;
  }

  /** One whole part where the retriever names no router; several routers are multiplied. */
  PartitionRouter of(Component retriever) {
    List<Component> routers = retriever.children("partition_router");
    return switch (routers.size()) {
      case 0 -> () -> Stream.of(Slice.whole());
      case 1 -> router(routers.getFirst());
      default -> new CartesianProductStreamSlicer(routers.stream().map(this::router).toList());
    };
  }

  /** What the routers put into requests. */
  List<Retriever.SliceOption> options() {
    return options;
  }

  /** Whether the parts come from the configuration alone, so that they are the same every time. */
  boolean fixed() {
    return fixed;
  }

  private PartitionRouter router(Component router) {
    return switch (router.type()) {
      case "ListPartitionRouter" -> list(router);
      case "SubstreamPartitionRouter" ->
          new SubstreamPartitionRouter(
              router.children("parent_stream_configs").stream().map(this::parent).toList());
      case "GroupingPartitionRouter" ->
          new GroupingPartitionRouter(
              router(router.needed("underlying_partition_router")),
              Math.toIntExact(router.integer("group_size").orElse(1L)),
              !router.fields().containsKey("deduplicate") || router.flag("deduplicate"));
      case "UnionPartitionRouter" ->
          new UnionPartitionRouter(
              router.children("partition_routers").stream().map(this::router).toList(),
              router.neededText("partition_field"));
      default -> throw router.unsupported("the partition router");
    };
  }

  private PartitionRouter list(Component router) {
    String field = router.neededText("cursor_field");
    inject(router, field);
    return ListPartitionRouter.of(
        router.get("values"), router.template("cursor_field").orElse(""), router.evaluator());
  }

  private void inject(Component from, String field) {
    from.child("request_option")
        .ifPresent(
            option ->
                options.add(
                    new Retriever.SliceOption(option, slice -> slice.partition().get(field))));
  }

  private ParentStream parent(Component config) {
    fixed = false;
    String field = config.neededText("partition_field");
    inject(config, field);
    List<FieldPath> extra = new ArrayList<>();
    if (config.get("extra_fields") instanceof List<?> paths) {
      paths.forEach(
          path ->
              extra.add(
                  FieldPath.of(PlainValues.list(path).stream().map(PythonText::of).toList())));
    }
    ManifestStream parent = ManifestStream.of(config.needed("stream"), clients);
    return new ParentStream(
        () -> ParentRecords.of(parent),
        FieldPath.parse(config.neededText("parent_key")),
        field,
        extra);
  }
}
