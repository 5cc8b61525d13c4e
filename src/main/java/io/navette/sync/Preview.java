package io.navette.sync;

import io.navette.connector.Changes;
import java.util.List;
import java.util.Optional;

/** What a run would do, as a dry run found it out. */
public record Preview(String job, List<StreamPreview> streams) {
  public Preview {
    streams = List.copyOf(streams);
  }

  /** Whether a run would change anything. */
  public boolean holdsChanges() {
    return streams.stream()
        .anyMatch(stream -> stream.changes().touched() > 0 || !stream.schema().isEmpty());
  }

  /**
   * One stream of a dry run.
   *
   * @param schema what would happen to the target's columns; empty for nothing
   * @param read rows the source delivered, rejected and skipped ones included
   * @param error why it could not be found out; the counts are then those until it failed
   */
  public record StreamPreview(
      String stream,
      String target,
      String schema,
      long read,
      long rejected,
      Changes changes,
      int exit,
      Optional<String> error) {}
}
