package io.navette.connector.rest.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the records in one decoded value of a response. */
@FunctionalInterface
public interface RecordExtractor {
  List<@Nullable Object> extract(@Nullable Object body);
}
