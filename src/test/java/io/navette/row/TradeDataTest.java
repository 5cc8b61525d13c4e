package io.navette.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TradeDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "96385074", // GTIN-8
        "614141999996", // GTIN-12
        "3017620422003", // GTIN-13
        "10614141000415", // GTIN-14
        "3020410000015", // GLN
        "106141412345678908" // SSCC, the example of GS1's standards
      })
  void theLastDigitChecksTheOthers(String digits) {
    assertThat(TradeData.isChecked(digits)).isTrue();
    char last = digits.charAt(digits.length() - 1);
    String wrong = digits.substring(0, digits.length() - 1) + (char) ('0' + (last - '0' + 1) % 10);
    assertThat(TradeData.isChecked(wrong)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "301762042200X", "1234567890123456789"})
  void whatIsNoKeyOfGs1IsNotChecked(String text) {
    assertThat(TradeData.isChecked(text)).isFalse();
  }

  @Test
  void keysAreFoundByNameAtAnyDepth() {
    assertThat(TradeData.problem(Map.of("delivery_gln", "3020410000015", "sscc", "", "label", "7")))
        .isEmpty();
    assertThat(TradeData.problem(Map.of("lines", List.of(Map.of("itemGtin", 3017620422004L)))))
        .contains("lines[0].itemGtin: 3017620422004 is no GTIN: its check digit would be 3");
    assertThat(TradeData.problem(Map.of("party", Map.of("gln", "302041000001"))))
        .contains("party.gln: 302041000001 is no GLN: 13 digits expected");
    assertThat(TradeData.problem(Map.of("sscc", "10614141234567890X")))
        .contains("sscc: 10614141234567890X is no SSCC: 18 digits expected");
  }

  @Test
  void quantitiesAreWholePackages() {
    assertThat(TradeData.problem(Map.of("quantity", "4.5", "packaging_quantity", "1.5"))).isEmpty();
    assertThat(TradeData.problem(Map.of("quantity", 7, "packaging_quantity", 6)))
        .contains("quantity: 7 is no multiple of packaging_quantity 6");
    assertThat(TradeData.problem(Map.of("quantity", 7, "packaging_quantity", 0))).isEmpty();
    assertThat(TradeData.problem(Map.of("quantity", "some", "packaging_quantity", 6))).isEmpty();
  }
}
