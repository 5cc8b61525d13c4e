package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IdSetTest {
  @Test
  void holdsExactlyWhatWasAddedInAnyOrder() {
    IdSet set = new IdSet();
    for (long id : new long[] {7, 1, 2, 3, 9, 8, 5}) {
      set.add(id);
    }
    set.remove(8);
    assertThat(set).hasToString("1-3 5 7 9");
    IdSet again = IdSet.parse(set.toString());
    assertThat(again).hasToString("1-3 5 7 9");
    assertThat(again.contains(2)).isTrue();
    assertThat(again.contains(4)).isFalse();
    assertThat(IdSet.parse("").contains(0)).isFalse();
  }
}
