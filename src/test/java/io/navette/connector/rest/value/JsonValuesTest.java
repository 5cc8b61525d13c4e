package io.navette.connector.rest.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonValuesTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.1", "-12345678.9012345", "0.000000000001", "1e3", "8307.81", "5.0"})
  void whatADoubleHoldsIsOne(String text) throws IOException {
    assertThat(JsonValues.parse(text)).isEqualTo(Double.valueOf(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e-400",
        "9007199254740993.5",
        "0.12345678901234567890",
        "-123456789012.12345678",
        "4e-325"
      })
  void whatItCantHoldStaysExact(String text) throws IOException {
    assertThat(JsonValues.parse(text)).isEqualTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "[1,true,null,\"x\"]",
        "{\"a\":{\"b\":[{}]},\"c\":1.5}",
        "\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u001Fé東\"",
        "12345678901234567890",
        "0.12345678901234567890",
        "1.0E10"
      })
  void jsonIsWrittenAsItWasRead(String text) throws IOException {
    assertThat(JsonWriter.write(JsonValues.parse(text))).isEqualTo(text);
  }

  @Test
  void whatIsNoNumberInJsonIsAText() {
    assertThat(JsonWriter.write(Arrays.asList(Double.NaN, Double.NEGATIVE_INFINITY, 3)))
        .isEqualTo("[\"NaN\",\"-Infinity\",3]");
    assertThat(JsonWriter.write(Map.of("a", new BigDecimal("1E3")))).isEqualTo("{\"a\":1000}");
  }
}
