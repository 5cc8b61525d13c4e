package io.navette.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WidthTest {
  @Test
  void wideLettersTakeTwoColumnsAndMarksNone() {
    assertThat(Width.of("été")).isEqualTo(3);
    assertThat(Width.of("e\u0301te\u0301")).isEqualTo(3);
    assertThat(Width.of("東京")).isEqualTo(4);
    assertThat(Width.of("🚚")).isEqualTo(2);
  }

  @Test
  void longTextIsCutWithAnEllipsisWithinTheWidth() {
    assertThat(Width.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Width.fit("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Width.fit("東京大阪", 6)).isEqualTo("東京…");
  }
}
