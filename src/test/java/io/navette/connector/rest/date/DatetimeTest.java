package io.navette.connector.rest.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.conformance.TinyEvaluator;
import io.navette.connector.rest.value.Evaluator;
import io.navette.failure.Failure;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatetimeTest {
  private static final Evaluator EVALUATOR =
      new TinyEvaluator(Map.of("config", Map.of("start", "2024-01-05", "none", "")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%Y-%m-%dT%H:%M:%S.%f%z | 2024-02-29T01:02:03.450000+0200 | 2024-02-29T01:02:03.45+02:00",
        "%Y-%m-%dT%H:%M:%SZ | 2024-02-29T01:02:03Z | 2024-02-29T01:02:03Z",
        "%Y-%m-%dT%H:%M:%S.%_msZ | 2024-02-29T01:02:03.045Z | 2024-02-29T01:02:03.045Z",
        "%s | 1700000000 | 2023-11-14T22:13:20Z",
        "%s | -1 | 1969-12-31T23:59:59Z",
        "%ms | 1700000000123 | 2023-11-14T22:13:20.123Z",
        "%s_as_float | 1700000000.5 | 2023-11-14T22:13:20.5Z",
        "%epoch_microseconds | 1700000000123456 | 2023-11-14T22:13:20.123456Z",
        "%d %b %Y %I:%M %p | 05 Mar 2024 12:30 AM | 2024-03-05T00:30:00Z",
        "%a, %d %B %y %% | Tue, 05 March 24 % | 2024-03-05T00:00:00Z",
        "%Y-%j | 2024-366 | 2024-12-31T00:00:00Z"
      })
  void momentsAreReadAndWritten(String pattern, String text, String moment) {
    DatetimeFormat format = DatetimeFormat.of(pattern);
    assertThat(format.parse(text)).isEqualTo(OffsetDateTime.parse(moment));
    assertThat(format.format(format.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "%Y-%m-%dT%H:%M:%SZ, 2024-02-29T07:02:03Z",
    "%H:%M:%S.%f+00:00, 07:02:03.000000+00:00",
    "%Y-%m-%dT%H:%M:%S%z, 2024-02-29T08:02:03+0100",
    "%Y-%m-%d %H:%M, 2024-02-29 08:02"
  })
  void aPatternThatSaysUtcIsWrittenInUtc(String pattern, String text) {
    OffsetDateTime moment = OffsetDateTime.parse("2024-02-29T08:02:03+01:00");
    assertThat(DatetimeFormat.of(pattern).format(moment)).isEqualTo(text);
  }

  @Test
  void zonesAreReadInEveryForm() {
    DatetimeFormat format = DatetimeFormat.of("%H%z");
    for (String zone : new String[] {"Z", "+0000", "+00:00", "-00:00:00"}) {
      assertThat(format.parse("07" + zone).getHour()).isEqualTo(7);
    }
  }

  @Test
  void otherTextsAreRefused() {
    assertThatThrownBy(() -> DatetimeFormat.of("%Y-%m-%d").parse("2024-02-30"))
        .isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> DatetimeFormat.of("%Y-%m-%d").parse("2024-01-01T00:00:00"))
        .isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> DatetimeFormat.of("%s").parse("x"))
        .isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> DatetimeFormat.of("%Q")).isInstanceOf(DateTimeException.class);
  }

  @Test
  void durationsGoByCalendarAndClock() {
    OffsetDateTime start = OffsetDateTime.parse("2024-01-31T00:00:00Z");
    assertThat(IsoDuration.parse("P1M").after(start)).isEqualTo("2024-02-29T00:00:00Z");
    assertThat(IsoDuration.parse("P1Y1W").after(start)).isEqualTo("2025-02-07T00:00:00Z");
    assertThat(IsoDuration.parse("P1DT2H").before(start)).isEqualTo("2024-01-29T22:00:00Z");
    assertThat(IsoDuration.parse("PT0.000001S").clock().toNanos()).isEqualTo(1000);
    assertThatThrownBy(() -> IsoDuration.parse("1 day")).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> IsoDuration.parse("P")).isInstanceOf(DateTimeException.class);
  }

  @Test
  void aMomentStaysWithinItsBounds() {
    Map<String, @Nullable Object> component =
        Map.of(
            "datetime", "{{ config.start }}",
            "min_datetime", "2024-01-10",
            "max_datetime", "{{ config.none }}");
    assertThat(MinMaxDatetime.of(component).moment(EVALUATOR, Optional.of("%Y-%m-%d")))
        .isEqualTo("2024-01-10T00:00:00Z");
    assertThat(MinMaxDatetime.of("2024-01-01").moment(EVALUATOR, Optional.of("%Y-%m-%d")))
        .isEqualTo("2024-01-01T00:00:00Z");
    assertThatThrownBy(() -> MinMaxDatetime.of("soon").moment(EVALUATOR, Optional.of("%Y")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("soon");
  }
}
