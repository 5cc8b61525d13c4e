package io.navette.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of a run; {@code exit} as in the table of exit codes. */
public record RunOutcome(
    String run,
    String job,
    int exit,
    Optional<String> error,
    List<StreamOutcome> streams,
    Instant finished,
    Duration elapsed) {
  public RunOutcome {
    streams = List.copyOf(streams);
  }
}
