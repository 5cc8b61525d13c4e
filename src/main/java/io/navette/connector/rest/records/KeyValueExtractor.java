package io.navette.connector.rest.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of two lists that stand apart, one of names and one of values: the first values
 * belong to the names in order, then the next ones to the names again.
 */
public final class KeyValueExtractor implements RecordExtractor {
  private final RecordExtractor keys;
  private final RecordExtractor values;

  public KeyValueExtractor(RecordExtractor keys, RecordExtractor values) {
    this.keys = keys;
    this.values = values;
  }

  @Override
  public List<@Nullable Object> extract(@Nullable Object body) {
    List<@Nullable Object> names = keys.extract(body);
    List<@Nullable Object> all = values.extract(body);
    List<@Nullable Object> records = new ArrayList<>();
    for (int from = 0; from < all.size() && !names.isEmpty(); from += names.size()) {
      Map<String, @Nullable Object> record = new LinkedHashMap<>();
      for (int i = 0; i < names.size() && from + i < all.size(); i++) {
        record.put(String.valueOf(names.get(i)), all.get(from + i));
      }
      records.add(record);
    }
    return records;
  }
}
