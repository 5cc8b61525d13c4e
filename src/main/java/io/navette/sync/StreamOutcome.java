package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.row.Bookmark;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one stream in a run.
 *
 * @param exit 0, or the exit code its failure maps to
 * @param error the failure's message; empty when it went well
 * @param read rows delivered by the source, rejected ones included
 * @param skipped rows that {@code where} left out, where the engine evaluated it
 * @param rejected rows refused by reader, mapping, checks or target
 * @param bytes of the cells read
 * @param phases time per phase (open, read, map, write, commit, verify)
 */
public record StreamOutcome(
    String stream,
    String target,
    int exit,
    Optional<String> error,
    long read,
    long skipped,
    long rejected,
    Changes changes,
    long bytes,
    Optional<Bookmark> before,
    Optional<Bookmark> after,
    Map<String, Duration> phases,
    Duration elapsed) {
  public StreamOutcome {
    phases = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(phases));
  }
}
