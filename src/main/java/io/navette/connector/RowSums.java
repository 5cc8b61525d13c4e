package io.navette.connector;

import java.util.BitSet;

/**
 * How many rows there are per bucket, and the sum of their hashes modulo 2^64: equal for the same
 * rows in whatever order. Filled by one thread.
 */
public final class RowSums {
  private final long[] counts;
  private final long[] sums;

  /** No rows yet, in so many buckets; a power of two. */
  public RowSums(int buckets) {
    counts = new long[buckets];
    sums = new long[buckets];
  }

  /** Adds one row. */
  public void add(long key, long row) {
    add(bucket(key, counts.length), 1, row);
  }

  /** Adds rows that were summed up elsewhere. */
  public void add(int bucket, long rows, long sum) {
    counts[bucket] += rows;
    sums[bucket] += sum;
  }

  /** The bucket a key's hash falls into. */
  public static int bucket(long key, int buckets) {
    return (int) (key & (buckets - 1));
  }

  /** The rows of all buckets. */
  public long rows() {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    return rows;
  }

  /** The rows of one bucket. */
  public long rows(int bucket) {
    return counts[bucket];
  }

  /** What was added to {@code before} to come to this. */
  public RowSums since(RowSums before) {
    RowSums added = new RowSums(counts.length);
    for (int i = 0; i < counts.length; i++) {
      added.add(i, counts[i] - before.counts[i], sums[i] - before.sums[i]);
    }
    return added;
  }

  /** Buckets that do not hold the same rows in both, which have as many buckets. */
  public BitSet differing(RowSums other) {
    BitSet differing = new BitSet();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != other.counts[i] || sums[i] != other.sums[i]) {
        differing.set(i);
      }
    }
    return differing;
  }
}
