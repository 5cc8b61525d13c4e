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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the partitions of a stream. */
final class Routers {
  private final List<Component> routers;
  private final Clients clients;

  Routers(Component retriever, Clients clients) {
    this.routers = retriever.children("partition_router");
    this.clients = clients;
    routers.forEach(Routers::check);
  }

  private static void check(Component router) {
    switch (router.type()) {
      case "ListPartitionRouter", "SubstreamPartitionRouter" -> {}
      case "GroupingPartitionRouter" -> check(router.needed("underlying_partition_router"));
      case "UnionPartitionRouter" -> router.children("partition_routers").forEach(Routers::check);
      default -> throw router.unsupported("the partition router");
    }
  }

  /** Whether there are parts at all. */
  boolean any() {
    return !routers.isEmpty();
  }

  /** Whether the parts come from the configuration alone, so that they are the same every time. */
  boolean fixed() {
    return parents().isEmpty();
  }

  /** Whether a record of a parent may hold the first page of its part. */
  boolean lazy() {
    return parents().stream().anyMatch(parent -> parent.get("lazy_read_pointer") != null);
  }

  private List<Component> parents() {
    List<Component> parents = new ArrayList<>();
    routers.forEach(router -> parents(router, parents));
    return parents;
  }

  private static void parents(Component router, List<Component> into) {
    into.addAll(router.children("parent_stream_configs"));
    router.child("underlying_partition_router").ifPresent(inner -> parents(inner, into));
    router.children("partition_routers").forEach(inner -> parents(inner, into));
  }

  /** What the routers put into requests. */
  List<Retriever.SliceOption> options() {
    List<Retriever.SliceOption> options = new ArrayList<>();
    routers.forEach(router -> options(router, options));
    return options;
  }

  private static void options(Component router, List<Retriever.SliceOption> into) {
    if (router.type().equals("ListPartitionRouter")) {
      option(router, router.neededText("cursor_field"), into);
    }
    router
        .children("parent_stream_configs")
        .forEach(parent -> option(parent, parent.neededText("partition_field"), into));
    router.child("underlying_partition_router").ifPresent(inner -> options(inner, into));
    router.children("partition_routers").forEach(inner -> options(inner, into));
  }

  private static void option(Component from, String field, List<Retriever.SliceOption> into) {
    from.child("request_option")
        .ifPresent(
            option ->
                into.add(new Retriever.SliceOption(option, slice -> slice.partition().get(field))));
  }

  /**
   * The parts of one pass: one whole part where the retriever names no router; several routers are
   * multiplied. Close them.
   *
   * @param state of the stream, from which parents go on
   */
  Partitions partitions(Map<String, @Nullable Object> state) {
    Parents parents = new Parents(clients, state);
    parents().forEach(parents::add);
    PartitionRouter router =
        switch (routers.size()) {
          case 0 -> () -> Stream.of(Slice.whole());
          case 1 -> router(routers.getFirst(), parents);
          default ->
              new CartesianProductStreamSlicer(
                  routers.stream().map(found -> router(found, parents)).toList());
        };
    return new Partitions(
        router,
        parents,
        routers.size() == 1 ? reach(routers.getFirst()) : Partitions.Reach.ANYWHERE);
  }

  /** Routers over several streams read those further on before they hand out the first part. */
  private static Partitions.Reach reach(Component router) {
    return switch (router.type()) {
      case "SubstreamPartitionRouter" ->
          router.children("parent_stream_configs").size() == 1
              ? Partitions.Reach.RECORD
              : Partitions.Reach.ANYWHERE;
      case "GroupingPartitionRouter" ->
          reach(router.needed("underlying_partition_router")) == Partitions.Reach.RECORD
              ? Partitions.Reach.GROUP
              : Partitions.Reach.ANYWHERE;
      default -> Partitions.Reach.ANYWHERE;
    };
  }

  private PartitionRouter router(Component router, Parents parents) {
    return switch (router.type()) {
      case "ListPartitionRouter" ->
          ListPartitionRouter.of(
              router.get("values"), router.template("cursor_field").orElse(""), router.evaluator());
      case "SubstreamPartitionRouter" ->
          new SubstreamPartitionRouter(
              router.children("parent_stream_configs").stream()
                  .map(config -> parent(config, parents))
                  .toList());
      case "GroupingPartitionRouter" ->
          new GroupingPartitionRouter(
              router(router.needed("underlying_partition_router"), parents),
              Math.toIntExact(router.integer("group_size").orElse(1L)),
              !router.fields().containsKey("deduplicate") || router.flag("deduplicate"));
      default ->
          new UnionPartitionRouter(
              router.children("partition_routers").stream()
                  .map(inner -> router(inner, parents))
                  .toList(),
              router.neededText("partition_field"));
    };
  }

  private static ParentStream parent(Component config, Parents parents) {
    List<FieldPath> extra = new ArrayList<>();
    if (config.get("extra_fields") instanceof List<?> paths) {
      paths.forEach(
          path ->
              extra.add(
                  FieldPath.of(PlainValues.list(path).stream().map(PythonText::of).toList())));
    }
    return new ParentStream(
        () -> parents.read(config),
        FieldPath.parse(config.neededText("parent_key")),
        config.neededText("partition_field"),
        extra,
        Optional.of(config.path("lazy_read_pointer")).filter(path -> !path.isEmpty()));
  }
}
