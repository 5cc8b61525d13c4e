package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.RowDigesting.HashedRow;
import io.navette.connector.RowSums;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class KeyDifferencesTest {
  private final Listed source = new Listed();
  private final Listed target = new Listed();

  /** Rows in memory; every key is spread over the buckets as a hash would be. */
  private static final class Listed implements HashedSide {
    private final List<HashedRow> rows = new ArrayList<>();

    void add(int key, long row) {
      long hash = key * 0x9E3779B97F4A7C15L;
      rows.add(new HashedRow(hash ^ (hash >>> 32), row, Integer.toString(key)));
    }

    @Override
    public RowSums sums(int buckets) {
      RowSums sums = new RowSums(buckets);
      rows.forEach(row -> sums.add(row.key(), row.row()));
      return sums;
    }

    @Override
    public void rows(int buckets, BitSet wanted, Consumer<HashedRow> each) {
      rows.stream().filter(row -> wanted.get(RowSums.bucket(row.key(), buckets))).forEach(each);
    }
  }

  private KeyDifferences differences(boolean whole) {
    return new KeyDifferences(source, target, whole);
  }

  private void fill(Listed side, int from, int to) {
    for (int key = from; key < to; key++) {
      side.add(key, key * 31L);
    }
  }

  @Test
  void everySignIsGiven() {
    fill(source, 0, 1000);
    fill(target, 3, 1000);
    target.add(0, 0);
    target.add(2, 63);
    target.add(4711, 1);
    KeyDifferences whole = differences(true);
    assertThat(whole.found()).containsExactlyInAnyOrder("+ 1", "* 2", "- 4711");
    assertThat(whole.alike()).isEqualTo(998);
    assertThat(differences(false).found()).containsExactlyInAnyOrder("+ 1", "* 2");
  }

  @Test
  void differencesAreFoundAmongManyRowsOfOthers() {
    fill(source, 0, 300_000);
    fill(target, 1, 600_000);
    KeyDifferences partial = differences(false);
    assertThat(partial.found()).containsExactly("+ 0");
    assertThat(partial.alike()).isEqualTo(299_999);
    KeyDifferences whole = differences(true);
    assertThat(whole.found()).hasSizeGreaterThan(KeyDifferences.MOST_SHOWN);
    assertThat(whole.alike()).as("not all were looked at").isEqualTo(-1);
  }

  @Test
  void ofRowsWithOneKeyTheTargetMayKeepOne() {
    source.add(1, 10);
    source.add(1, 11);
    target.add(1, 11);
    assertThat(differences(true).found()).isEmpty();
    target.add(1, 11);
    assertThat(differences(true).found()).containsExactly("- 1");
    assertThat(differences(false).found()).isEmpty();
  }
}
