package io.navette.history;

import java.time.Instant;
import java.util.Optional;

/**
 * Which runs to list, newest first.
 *
 * @param outcome {@code ok}, {@code failed}, {@code running}, {@code killed} or {@code skipped}
 * @param limit at most so many
 */
public record RunFilter(
    Optional<String> job, Optional<Outcome> outcome, Optional<Instant> since, int limit) {
  public static final RunFilter ALL =
      new RunFilter(Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);

  /** What became of a run, in one word. */
  public enum Outcome {
    OK("state = 'ended' AND exit_code = 0"),
    FAILED("state = 'ended' AND exit_code <> 0"),
    RUNNING("state = 'running'"),
    KILLED("state = 'killed'"),
    SKIPPED("state = 'skipped'");

    final String condition;

    Outcome(String condition) {
      this.condition = condition;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
