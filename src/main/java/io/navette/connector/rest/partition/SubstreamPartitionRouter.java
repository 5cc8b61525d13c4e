package io.navette.connector.rest.partition;

import io.navette.connector.rest.value.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One part per record of each parent, one parent after the other. */
public final class SubstreamPartitionRouter implements PartitionRouter {
  /** The extra field that holds the first page of a part, as the parent's record gave it. */
  public static final String FIRST_PAGE = "child_response";

  private final List<ParentStream> parents;

  public SubstreamPartitionRouter(List<ParentStream> parents) {
    this.parents = List.copyOf(parents);
  }

  @Override
  public Stream<Slice> slices() {
    if (parents.size() == 1) {
      return slices(parents.getFirst()); // flatMap would hold all of its records
    }
    return parents.stream().flatMap(SubstreamPartitionRouter::slices);
  }

  private static Stream<Slice> slices(ParentStream parent) {
    return parent
        .records()
        .get()
        .filter(record -> parent.key().leadsSomewhere(record.fields()))
        .map(record -> slice(parent, record));
  }

  private static Slice slice(ParentStream parent, ParentStream.ParentRecord record) {
    Map<String, @Nullable Object> partition = new LinkedHashMap<>();
    partition.put(parent.partitionField(), parent.key().get(record.fields()));
    partition.put("parent_slice", record.partition());
    Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    parent.firstPage().ifPresent(path -> extra.put(FIRST_PAGE, path.get(record.fields())));
    for (FieldPath path : parent.extraFields()) {
      extra.put(String.join(".", path.steps()), path.get(record.fields()));
    }
    return new Slice(partition, Map.of(), extra);
  }
}
