package io.navette.connector.rest.records;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a record in place. */
@FunctionalInterface
public interface Transformation {
  /** The context holds what templates may see besides the record, as {@code stream_slice}. */
  void transform(Map<String, @Nullable Object> record, Map<String, @Nullable Object> context);
}
