package io.navette.connector.rest.records;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From one decoded value of a response to its records: extracted, filtered, transformed (or the
 * other way round), normalized.
 */
public final class RecordSelector {
  private final RecordExtractor extractor;
  private final Optional<RecordFilter> filter;
  private final List<Transformation> transformations;
  private final Optional<SchemaNormalization> normalization;
  private final boolean transformFirst;

  public RecordSelector(
      RecordExtractor extractor,
      Optional<RecordFilter> filter,
      List<Transformation> transformations,
      Optional<SchemaNormalization> normalization,
      boolean transformFirst) {
    this.extractor = extractor;
    this.filter = filter;
    this.transformations = List.copyOf(transformations);
    this.normalization = normalization;
    this.transformFirst = transformFirst;
  }

  /** The records; the context holds what templates see, as {@code stream_slice}. */
  public List<Map<String, @Nullable Object>> select(
      @Nullable Object body, Map<String, @Nullable Object> context) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    for (Object extracted : extract(body)) {
      if (!(extracted instanceof Map<?, ?>)) {
        throw new Failure.Data(
            "a record must be an object, but the response holds "
                + (extracted == null ? "null" : extracted.getClass().getSimpleName()),
            "check the field_path of the stream's extractor");
      }
      Map<String, @Nullable Object> record = PlainValues.map(extracted);
      if (accept(record, context)) {
        records.add(record);
      }
    }
    return records;
  }

  /** What the response holds, records or not, before any filter. */
  public List<@Nullable Object> extract(@Nullable Object body) {
    return extractor.extract(body);
  }

  /** Whether the record passes; it is then changed in place to what the stream delivers. */
  public boolean accept(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    boolean taken = take(record, context);
    if (taken) {
      normalization.ifPresent(to -> to.normalize(record));
    }
    return taken;
  }

  private boolean take(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    if (!transformFirst && !passes(record, context)) {
      return false;
    }
    transformations.forEach(transformation -> transformation.transform(record, context));
    return !transformFirst || passes(record, context);
  }

  private boolean passes(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    return filter.isEmpty() || filter.get().keeps(record, context);
  }
}
