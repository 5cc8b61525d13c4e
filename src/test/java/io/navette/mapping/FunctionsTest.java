package io.navette.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionsTest {
  @Test
  void everyFunctionIsDocumentedAndNothingElse() {
    assertThat(Functions.catalog().stream().map(Functions.Entry::name))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Functions.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !name.equals("catalog"))
                .distinct()
                .toList());
  }

  @Test
  void thePageForUsersListsThem() throws IOException {
    String rows =
        Functions.catalog().stream().map(FunctionsTest::row).collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("docs/expressions.md"))).endsWith("\n" + rows + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-30T00:59:59Z, 2025-03-30T01:59",
    "2025-03-30T01:00:01Z, 2025-03-30T03:00",
    "2025-10-26T00:59:59Z, 2025-10-26T02:59",
    "2025-10-26T01:00:00Z, 2025-10-26T02:00",
    "2025-07-01T22:30:15Z, 2025-07-02T00:30",
    "2025-01-01T22:30:15.999Z, 2025-01-01T23:30",
  })
  void clocksOfATimeZoneShowWholeMinutes(String instant, String clock) {
    assertThat(
            Functions.truncate(
                Functions.local_datetime(Instant.parse(instant), "Europe/Paris"), "minute"))
        .isEqualTo(LocalDateTime.parse(clock));
  }

  @Test
  void anInstantMadeOfWhatClocksShowIsTheSameAgain() {
    for (String instant : new String[] {"2025-03-30T01:00:00Z", "2025-10-26T02:00:00Z"}) {
      Instant moment = Instant.parse(instant);
      assertThat(
              Functions.instant(Functions.local_datetime(moment, "Europe/Paris"), "Europe/Paris"))
          .isEqualTo(moment);
    }
  }

  @Test
  void whatIsNoMomentIsRefused() {
    assertThat(Functions.local_datetime(null, "Europe/Paris")).isNull();
    assertThat(Functions.truncate(null, "day")).isNull();
    LocalDateTime clock = LocalDateTime.parse("2025-03-30T01:00");
    assertThatThrownBy(() -> Functions.local_datetime(clock, "Europe/Paris"))
        .hasMessageContaining("its time zone is not known");
    assertThatThrownBy(() -> Functions.truncate(Instant.EPOCH, "minute"))
        .hasMessageContaining("see local_datetime");
    assertThatThrownBy(() -> Functions.truncate(clock, "week"))
        .hasMessageContaining("week is no unit");
  }

  @Test
  void minutesBecomeHoursExactlyAndFlagsNumbers() {
    ExactArithmetic arithmetic = new ExactArithmetic();
    assertThat(Functions.round(arithmetic.divide(465L, 60L), 2)).isEqualByComparingTo("7.75");
    assertThat(Functions.round(arithmetic.divide(20L, 60L), 2)).isEqualByComparingTo("0.33");
    assertThat(Functions.integer(true)).isEqualTo(1);
    assertThat(Functions.integer(false)).isZero();
    assertThat(Functions.integer(null)).isNull();
  }

  private static String row(Functions.Entry entry) {
    String result = entry.result() == null ? "as its arguments" : entry.result().toString();
    return "| `%s(%s)` | %s | %s |"
        .formatted(entry.name(), entry.arguments(), result, entry.description());
  }
}
