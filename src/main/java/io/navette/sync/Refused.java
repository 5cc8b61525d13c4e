package io.navette.sync;

import io.navette.row.KeyText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of the rows that the target refused since the last commit. */
final class Refused {
  private final Schema keySchema;
  private final KeyText keyText;
  private final Set<String> keys = new HashSet<>();
  private boolean unclear;

  /**
   * @param schema of the rows written
   * @param key the target's
   */
  Refused(Schema schema, List<String> key) {
    this.keySchema =
        new Schema(key.stream().map(name -> schema.column(schema.position(name))).toList());
    this.keyText = new KeyText(keySchema, key);
  }

  void add(List<Rejection> rejections) {
    for (Rejection rejection : rejections) {
      RowBatch row = new RowBatch(keySchema);
      RowParser.append(row, rejection);
      if (row.size() == 1) {
        keys.add(keyText.of(row, 0));
      } else {
        unclear = true;
      }
    }
  }

  /** Whether this row was refused, or may have been. */
  boolean holds(String key) {
    return unclear || keys.contains(key);
  }

  void clear() {
    keys.clear();
    unclear = false;
  }
}
