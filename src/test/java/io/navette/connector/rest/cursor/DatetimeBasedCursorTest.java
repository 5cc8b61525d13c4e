package io.navette.connector.rest.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.FieldPath;
import io.navette.failure.Failure;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DatetimeBasedCursorTest {
  private static CursorSettings settings(String step, String lookback, Clamping clamping) {
    return new CursorSettings(
        FieldPath.parse("at"),
        DatetimeFormat.of("%Y-%m-%d"),
        List.of(DatetimeFormat.of("%d.%m.%Y")),
        OffsetDateTime.parse("2024-01-01T00:00:00Z"),
        () -> OffsetDateTime.parse("2024-01-10T00:00:00Z"),
        Optional.of(step).filter(text -> !text.isEmpty()).map(IsoDuration::parse),
        Optional.of(step).filter(text -> !text.isEmpty()).map(text -> IsoDuration.parse("P1D")),
        Optional.of(lookback).filter(text -> !text.isEmpty()).map(IsoDuration::parse),
        clamping,
        "from",
        "to",
        false);
  }

  private static DatetimeBasedCursor cursor(String step, String state) {
    return new DatetimeBasedCursor(
        settings(step, "", Clamping.none()), state.isEmpty() ? Map.of() : Map.of("at", state));
  }

  private static List<String> texts(DatetimeBasedCursor cursor) {
    return cursor.windows().stream()
        .map(slice -> slice.window().get("from") + ".." + slice.window().get("to"))
        .toList();
  }

  @Test
  void timeIsCutIntoWindows() {
    assertThat(texts(cursor("P4D", "")))
        .containsExactly(
            "2024-01-01..2024-01-04", "2024-01-05..2024-01-08", "2024-01-09..2024-01-10");
    assertThat(texts(cursor("", ""))).containsExactly("2024-01-01..2024-01-10");
    assertThat(texts(cursor("P4D", "2024-01-07"))).containsExactly("2024-01-07..2024-01-10");
    assertThat(texts(cursor("P4D", "2024-01-10"))).isEmpty();
    assertThat(texts(cursor("P1Y", "2023-01-01"))).containsExactly("2024-01-01..2024-01-10");
  }

  @Test
  void lookbackStaysWithinTheStart() {
    Map<String, @Nullable Object> state = Map.of("at", "2024-01-07");
    assertThat(texts(new DatetimeBasedCursor(settings("P9D", "P2D", Clamping.none()), state)))
        .containsExactly("2024-01-05..2024-01-10");
    assertThat(texts(new DatetimeBasedCursor(settings("P90D", "P20D", Clamping.none()), state)))
        .containsExactly("2024-01-01..2024-01-10");
  }

  @Test
  void windowsAreClampedToWholePeriods() {
    assertThat(
            texts(
                new DatetimeBasedCursor(
                    settings("P1W", "", Clamping.to("week", DayOfWeek.TUESDAY)), Map.of())))
        .containsExactly("2024-01-02..2024-01-08");
    assertThatThrownBy(() -> Clamping.to("year", DayOfWeek.MONDAY))
        .isInstanceOf(Failure.Configuration.class);
  }

  @Test
  void theStateNeverPassesAMissingWindow() {
    DatetimeBasedCursor cursor = cursor("P4D", "");
    List<Slice> windows = cursor.windows();
    assertThat(cursor.state()).hasToString("{at=2024-01-01}");
    cursor.observe(windows.get(1), Map.of("at", "07.01.2024"));
    cursor.close(windows.get(1));
    assertThat(cursor.state())
        .hasToString(
            "{slices=[{start=2024-01-01, end=2024-01-01, most_recent_cursor_value=2024-01-01},"
                + " {start=2024-01-05, end=2024-01-08, most_recent_cursor_value=2024-01-07}],"
                + " state_type=date-range}");
    assertThat(texts(new DatetimeBasedCursor(settings("P4D", "", Clamping.none()), cursor.state())))
        .containsExactly("2024-01-02..2024-01-04", "2024-01-08..2024-01-10");
    cursor.observe(windows.get(0), Map.of("at", "2024-01-03"));
    cursor.observe(windows.get(0), Map.of("at", "2024-01-02"));
    cursor.close(windows.get(0));
    assertThat(cursor.state()).hasToString("{at=2024-01-07}");
    assertThat(texts(cursor)).containsExactly("2024-01-08..2024-01-10");
  }

  @Test
  void recordsAreDueFromTheStateToTheEnd() {
    DatetimeBasedCursor cursor = cursor("", "2024-01-05");
    assertThat(cursor.isDue(Map.of("at", "2024-01-05"))).isTrue();
    assertThat(cursor.isDue(Map.of("at", "2024-01-04"))).isFalse();
    assertThat(cursor.isDue(Map.of("at", "2024-01-11"))).isFalse();
    assertThat(cursor.isDue(Map.of())).isTrue();
    assertThat(cursor.isKnown(Map.of("at", "2024-01-04"))).isTrue();
    assertThat(cursor.isKnown(Map.of("at", "2024-01-05"))).isFalse();
  }

  @Test
  void aLookbackMakesOlderRecordsDueAgain() {
    DatetimeBasedCursor cursor =
        new DatetimeBasedCursor(settings("", "P2D", Clamping.none()), Map.of("at", "2024-01-05"));
    assertThat(cursor.isDue(Map.of("at", "2024-01-03"))).isTrue();
    assertThat(cursor.isKnown(Map.of("at", "2024-01-03"))).isFalse();
    assertThat(cursor.isDue(Map.of("at", "2024-01-02"))).isFalse();
  }

  @Test
  void anUnreadableStateIsRefused() {
    assertThatThrownBy(() -> cursor("", "soon"))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContainingAll("soon", "%Y-%m-%d");
  }

  @Test
  void aCountGrows() {
    IncrementingCountCursor cursor =
        new IncrementingCountCursor("id", Optional.of(5L), Map.of("id", 10L));
    Slice window = cursor.windows().getFirst();
    assertThat(window.window()).isEqualTo(Map.of("start", 10L));
    assertThat(cursor.isDue(Map.of("id", 9L))).isFalse();
    cursor.observe(window, Map.of("id", "12"));
    cursor.observe(window, Map.of("id", 11L));
    assertThat(cursor.state()).isEqualTo(Map.of("id", 10L));
    cursor.close(window);
    assertThat(cursor.state()).isEqualTo(Map.of("id", 12L));
    assertThat(new IncrementingCountCursor("id", Optional.empty(), Map.of()).state())
        .isEqualTo(Map.of("id", 0L));
  }
}
