package io.navette.connector.rest.records;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the names of a record's own fields in lower case. */
public final class KeysToLower implements Transformation {
  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    record.forEach((name, value) -> renamed.put(name.toLowerCase(Locale.ROOT), value));
    record.clear();
    record.putAll(renamed);
  }
}
