package io.navette.sync;

import io.navette.row.RowBatch;
import java.util.BitSet;

/**
 * A digest of many rows in little memory: rows fall into buckets by their key, and each bucket sums
 * the hashes of its rows, in whatever order they come.
 */
final class RowSums {
  private static final int BUCKETS = 1 << 16;
  private static final long SEED = 0x9E3779B97F4A7C15L;

  private final RowText text;
  private final long[] sums = new long[BUCKETS];
  private final int[] counts = new int[BUCKETS];

  RowSums(RowText text) {
    this.text = text;
  }

  void add(RowBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      int bucket = bucket(text.key(batch, row));
      sums[bucket] += hash(text.row(batch, row));
      counts[bucket]++;
    }
  }

  /** Buckets that are not the same on both sides. */
  BitSet differing(RowSums other) {
    BitSet differing = new BitSet();
    for (int i = 0; i < BUCKETS; i++) {
      if (sums[i] != other.sums[i] || counts[i] != other.counts[i]) {
        differing.set(i);
      }
    }
    return differing;
  }

  static int bucket(String key) {
    return (int) (hash(key) >>> 48);
  }

  /** Each step is a bijection of the sum so far, so that no character is lost on the way. */
  static long hash(String text) {
    long hash = SEED ^ text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    hash *= SEED;
    return hash ^ (hash >>> 29);
  }
}
