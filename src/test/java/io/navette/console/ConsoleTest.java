package io.navette.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void tableIsAlignedWithNumbersToTheRight() {
    console(Look.Output.TABLE, OptionalInt.empty()).print(people(), "Nobody.");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            name       rows   time
            été           7  45 ms
            東京  1,234,567  1.5 s
            a⏎b
            """);
  }

  @Test
  void tableIsCutOnlyForATerminal() {
    Table table = Table.of(Table.text("text")).row("x".repeat(100));
    console(Look.Output.TABLE, OptionalInt.of(20)).print(table, "");
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).contains("x".repeat(19) + "…");
    out.reset();
    console(Look.Output.TABLE, OptionalInt.empty()).print(table, "");
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).contains("x".repeat(100));
  }

  @Test
  void jsonKeepsTypesAndNulls() {
    console(Look.Output.JSON, OptionalInt.empty()).print(people(), "");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [
              {"name":"été","rows":7,"time":0.045},
              {"name":"東京","rows":1234567,"time":1.500},
              {"name":"a\\nb","rows":null,"time":null}
            ]
            """);
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    console(Look.Output.CSV, OptionalInt.empty()).print(people(), "");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("name,rows,time\nété,7,0.045\n東京,1234567,1.500\n\"a\nb\",,\n");
  }

  @Test
  void emptyTableIsASentenceForPeopleOnly() {
    Table none = Table.of(Table.text("name"));
    console(Look.Output.TABLE, OptionalInt.empty()).print(none, "Nobody.");
    console(Look.Output.JSON, OptionalInt.empty()).print(none, "Nobody.");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Nobody.\n[]\n");
  }

  @Test
  void failureSaysWhatToDoNextOnStderr() {
    console(Look.Output.TABLE, OptionalInt.empty())
        .fail(new Failure.Access("shop: password refused", "navette test shop"), 5);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("error: shop: password refused\n next: navette test shop\n");
    assertThat(out.size()).isZero();
  }

  private static Table people() {
    return Table.of(Table.text("name"), Table.count("rows"), Table.duration("time"))
        .row("été", 7L, Duration.ofMillis(45))
        .row("東京", 1_234_567L, Duration.ofMillis(1500))
        .row("a\nb", null, null);
  }

  private Console console(Look.Output output, OptionalInt width) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        new Look(output, Look.Log.TEXT, Look.Volume.NORMAL, false, width, OptionalInt.empty()),
        InstantSource.fixed(Instant.EPOCH));
  }
}
