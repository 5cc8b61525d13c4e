package io.navette.sync;

import io.navette.connector.RowSums;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the keys whose rows differ: buckets of keys that do not sum up alike are read row by row,
 * as many at a time as fit into little memory.
 */
final class KeyDifferences {
  /** As many keys are named. */
  static final int MOST_SHOWN = 20;

  private static final int BUCKETS = 1 << 12;
  private static final long MOST_ROWS = 1 << 18;

  private final HashedSide source;
  private final HashedSide target;
  private final boolean whole;
  private final List<String> found = new ArrayList<>();
  private long alike;
  private boolean complete = true;

  /**
   * @param whole whether the target holds nothing but the source's rows; else rows that are only
   *     there are none of this stream's business
   */
  KeyDifferences(HashedSide source, HashedSide target, boolean whole) {
    this.source = source;
    this.target = target;
    this.whole = whole;
  }

  /** The differing keys, each after its sign; at least {@link #MOST_SHOWN} where there are. */
  List<String> found() {
    RowSums here = source.sums(BUCKETS);
    RowSums there = target.sums(BUCKETS);
    BitSet left = here.differing(there);
    alike = here.rows();
    for (int bucket = 0; bucket < BUCKETS && !whole; bucket++) {
      left.set(bucket, left.get(bucket) && here.rows(bucket) > 0);
    }
    while (!left.isEmpty()) {
      if (found.size() >= MOST_SHOWN) {
        complete = false;
        break;
      }
      BitSet group = group(left, here, there);
      left.andNot(group);
      compare(group);
    }
    return found;
  }

  /** Rows of the source that stand in the target as they are; -1 where not all were looked at. */
  long alike() {
    return complete ? alike : -1;
  }

  /** Rows that only the target may hold are passed over, and take no memory. */
  private BitSet group(BitSet left, RowSums here, RowSums there) {
    BitSet group = new BitSet();
    long rows = 0;
    for (int bucket = left.nextSetBit(0); bucket >= 0; bucket = left.nextSetBit(bucket + 1)) {
      rows += here.rows(bucket) + (whole ? there.rows(bucket) : 0);
      if (rows > MOST_ROWS && !group.isEmpty()) {
        break;
      }
      group.set(bucket);
    }
    return group;
  }

  /** The rows of one key that have no equal on the other side. */
  private static final class Rows {
    final String shown;
    final List<Long> here = new ArrayList<>(1);
    final List<Long> there = new ArrayList<>(0);
    boolean met;

    Rows(String shown) {
      this.shown = shown;
    }

    /** A row of the target. */
    void found(Long hash) {
      if (here.remove(hash)) {
        met = true;
      } else {
        there.add(hash);
      }
    }
  }

  private void compare(BitSet buckets) {
    Map<Long, Rows> keys = new HashMap<>();
    source.rows(
        BUCKETS,
        buckets,
        row -> keys.computeIfAbsent(row.key(), key -> new Rows(row.shown())).here.add(row.row()));
    target.rows(
        BUCKETS,
        buckets,
        row -> {
          if (whole || keys.containsKey(row.key())) {
            keys.computeIfAbsent(row.key(), key -> new Rows(row.shown())).found(row.row());
          }
        });
    List<String> differences = new ArrayList<>();
    keys.values().stream()
        .sorted((a, b) -> a.shown.compareTo(b.shown))
        .forEach(rows -> sign(rows, differences));
    found.addAll(differences);
  }

  /** Of several source rows with one key the target may keep only one. */
  private void sign(Rows rows, List<String> differences) {
    if (!rows.here.isEmpty() && !rows.met) {
      alike -= rows.here.size();
      differences.add((rows.there.isEmpty() ? "+ " : "* ") + rows.shown);
    } else if (!rows.there.isEmpty() && whole) {
      differences.add("- " + rows.shown);
    }
  }
}
