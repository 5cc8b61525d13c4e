package io.navette.history;

import io.navette.sync.RunStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run as recorded.
 *
 * @param exit as in the table of exit codes; empty unless it ended
 * @param totals over the streams recorded so far
 * @param kept rejections still to be seen with {@code history errors}, before their time is over
 */
public record RunRecord(
    RunStart start,
    RunState state,
    OptionalInt exit,
    Optional<String> error,
    Optional<Instant> finished,
    Optional<Duration> elapsed,
    Totals totals,
    long kept) {

  /** Rows over all streams of a run; {@code written} are those created or updated. */
  public record Totals(
      long streams, long read, long written, long unchanged, long deleted, long rejected) {}

  /** {@code ok}, {@code exit 3}, {@code running}, {@code killed} or {@code skipped}. */
  public String outcome() {
    return switch (state) {
      case RUNNING, KILLED, SKIPPED -> state.toString();
      case ENDED -> exit.orElse(0) == 0 ? "ok" : "exit " + exit.orElse(0);
    };
  }
}
