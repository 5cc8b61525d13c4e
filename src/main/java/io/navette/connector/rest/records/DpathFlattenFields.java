package io.navette.connector.rest.records;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Brings the fields of one map within a record to its top. */
public final class DpathFlattenFields implements Transformation {
  private static final int KEPT = 1000;

  private final FieldPath path;
  private final boolean deleteOrigin;
  private final boolean replaceRecord;
  private final String prefix;
  private final String suffix;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * What is brought up, and how.
   *
   * @param path the map; the first one when a wildcard leads to many
   * @param deleteOrigin whether it is taken away where it was
   * @param replaceRecord whether its fields are all that is left
   * @param prefix put before each name
   * @param suffix put after each name
   */
  public DpathFlattenFields(
      FieldPath path, boolean deleteOrigin, boolean replaceRecord, String prefix, String suffix) {
    this.path = path;
    this.deleteOrigin = deleteOrigin;
    this.replaceRecord = replaceRecord;
    this.prefix = prefix;
    this.suffix = suffix;
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    List<FieldPath.Place> places = path.places(record);
    if (places.isEmpty() || !(places.getFirst().value() instanceof Map<?, ?> found)) {
      return;
    }
    if (replaceRecord) {
      if (!found.isEmpty()) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        PlainValues.map(found).forEach((name, value) -> fields.put(renamed(name), value));
        record.clear();
        record.putAll(fields);
      }
      return;
    }
    for (Object name : found.keySet()) {
      if (record.containsKey(renamed((String) name))) {
        return;
      }
    }
    if (deleteOrigin) {
      places.reversed().forEach(FieldPath.Place::remove);
    }
    PlainValues.map(found).forEach((name, value) -> record.put(renamed(name), value));
  }

  /** Records share few names. */
  private String renamed(String name) {
    String known = names.get(name);
    if (known != null) {
      return known;
    }
    String made = prefix + name + suffix;
    if (names.size() < KEPT) {
      names.put(name, made);
    }
    return made;
  }
}
