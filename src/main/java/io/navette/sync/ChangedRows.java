package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.connector.Receipt;
import io.navette.mapping.Mapped;
import io.navette.row.Column;
import io.navette.row.KeyText;
import io.navette.row.Lookup3;
import io.navette.row.RowBatch;
import io.navette.row.RowHash;
import io.navette.row.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps back rows that hold what they held when they were last written. Their contents are kept as
 * hashes once they are committed, so that a crash in between writes rows again and misses none. Two
 * keys of the same hash are written each time, as their contents differ.
 */
final class ChangedRows implements Follower {
  private final Contents contents;
  private final Tally tally;
  private final KeyText keyText;
  private final RowHash hash;
  private final long salt;
  private final Map<Long, Long> pending = new HashMap<>();
  private final Map<Long, String> keys = new HashMap<>();

  ChangedRows(StreamPlan plan, Contents contents, Tally tally) {
    Schema schema = plan.mapping().output();
    this.contents = contents;
    this.tally = tally;
    this.keyText = new KeyText(schema, plan.key());
    this.hash = new RowHash(schema, plan.key(), Set.of());
    this.salt = salt(schema, plan.target());
  }

  /** Other columns, or another target: all rows are new. */
  private static long salt(Schema schema, String target) {
    StringBuilder text = new StringBuilder(target);
    for (Column column : schema.columns()) {
      text.append('\n').append(column.name()).append(' ').append(column.type());
    }
    return hash(text.toString());
  }

  private static long hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Lookup3.hash(bytes, 0, bytes.length, 0);
  }

  @Override
  public Mapped before(Mapped mapped) {
    RowBatch batch = mapped.batch();
    List<String> names = new ArrayList<>(batch.size());
    List<Long> hashes = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      String name = keyText.of(batch, row);
      names.add(name);
      hashes.add(hash(name));
    }
    Map<Long, Long> known = contents.find(new HashSet<>(hashes));
    BitSet same = new BitSet();
    for (int row = 0; row < batch.size(); row++) {
      long content = hash.row(batch, row) ^ salt;
      Long key = hashes.get(row);
      Long before = pending.containsKey(key) ? pending.get(key) : known.get(key);
      if (before != null && before == content) {
        same.set(row);
      } else {
        pending.put(key, content);
        keys.put(key, names.get(row));
      }
    }
    tally.changed(new Changes(0, 0, same.cardinality(), 0));
    return mapped.without(same);
  }

  @Override
  public void committed(Refused refused, List<Receipt> receipts) {
    keys.forEach(
        (hashed, name) -> {
          if (refused.holds(name)) {
            pending.remove(hashed);
          }
        });
    if (!pending.isEmpty()) {
      contents.save(pending);
    }
    pending.clear();
    keys.clear();
  }
}
