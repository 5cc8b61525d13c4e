package io.navette.connector.rest.partition;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One part a stream is read in.
 *
 * @param partition what it is a part of, as {@code {repository: a}}; its state is kept by this
 * @param window from where to where, as {@code {start_time: .., end_time: ..}}
 * @param extraFields more that templates may see, never part of the state
 */
public record Slice(
    Map<String, @Nullable Object> partition,
    Map<String, @Nullable Object> window,
    Map<String, @Nullable Object> extraFields) {

  private static final Slice WHOLE = new Slice(Map.of(), Map.of(), Map.of());

  /** The stream as one part. */
  public static Slice whole() {
    return WHOLE;
  }

  public static Slice ofPartition(Map<String, @Nullable Object> partition) {
    return new Slice(partition, Map.of(), Map.of());
  }

  public static Slice ofWindow(Map<String, @Nullable Object> window) {
    return new Slice(Map.of(), window, Map.of());
  }

  /** The same part, read from one point to another. */
  public Slice within(Map<String, @Nullable Object> other) {
    return new Slice(partition, other, extraFields);
  }

  /**
   * What templates see as {@code stream_slice}: the fields of the partition and the window, and
   * under {@code extra_fields}, which is not counted among them, the extra ones.
   */
  public Map<String, @Nullable Object> asValue() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(partition);
    fields.putAll(window);
    return new Value(fields, extraFields);
  }

  private static final class Value extends AbstractMap<String, @Nullable Object> {
    private static final String EXTRA = "extra_fields";

    private final Map<String, @Nullable Object> fields;
    private final Map<String, @Nullable Object> extra;

    Value(Map<String, @Nullable Object> fields, Map<String, @Nullable Object> extra) {
      this.fields = fields;
      this.extra = extra;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
      return fields.containsKey(name) || !EXTRA.equals(name) ? fields.get(name) : extra;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return fields.containsKey(name) || EXTRA.equals(name);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
      return fields.entrySet();
    }
  }
}
