package io.navette.sync;

import io.navette.connector.Receipt;
import io.navette.mapping.Mapped;
import io.navette.row.KeyText;
import io.navette.row.Lookup3;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Refuses rows whose key another row of the same run had already. The keys are held as hashes, in
 * about 24 bytes each; that two different keys are taken for one is as likely as one in ten million
 * with a million rows.
 */
final class DistinctRows implements Follower {
  private final StreamPlan plan;
  private final KeyText keyText;
  private long[] seen = new long[1024];
  private int size;

  DistinctRows(StreamPlan plan) {
    this.plan = plan;
    this.keyText = new KeyText(plan.mapping().output(), plan.key());
  }

  @Override
  public Mapped before(Mapped mapped) {
    RowBatch batch = mapped.batch();
    BitSet refused = new BitSet();
    for (int row = 0; row < batch.size(); row++) {
      String key = keyText.of(batch, row);
      if (!add(key)) {
        refused.set(row);
        batch.reject(
            new Rejection(
                Rejection.Stage.CHECK,
                RowJson.write(batch, row),
                Optional.of(plan.key().get(0)),
                "another row of this read has the key " + key,
                ""));
      }
    }
    return mapped.without(refused);
  }

  private boolean add(String key) {
    if (2 * (size + 1) > seen.length) {
      long[] before = seen;
      seen = new long[before.length * 2];
      Arrays.stream(before).filter(hash -> hash != 0).forEach(hash -> seen[slot(hash)] = hash);
    }
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    long hash = Lookup3.hash(bytes, 0, bytes.length, 0) | 1;
    int slot = slot(hash);
    boolean free = seen[slot] == 0;
    seen[slot] = hash;
    size += free ? 1 : 0;
    return free;
  }

  /** Where this hash is, or belongs. */
  private int slot(long hash) {
    int mask = seen.length - 1;
    int slot = (int) (hash >>> 1) & mask;
    while (seen[slot] != 0 && seen[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  @Override
  public void committed(Refused refused, List<Receipt> receipts) {}
}
