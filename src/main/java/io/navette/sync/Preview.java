package io.navette.sync;

import io.navette.connector.Changes;
import java.time.Instant;
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
   * The plan to do just this.
   *
   * @param configuration a hash of the job as configured
   */
  public SyncPlan plan(Job of, String id, Instant now, String configuration) {
    return new SyncPlan(
        id,
        now,
        of.name(),
        configuration,
        SyncPlan.connections(of),
        streams.stream().flatMap(stream -> stream.planned().stream()).toList());
  }

  /**
   * One stream of a dry run.
   *
   * @param schema what would happen to the target's columns; empty for nothing
   * @param read rows the source delivered, rejected and skipped ones included
   * @param planned row by row, where the target can tell
   * @param cost what reading it costs, where the source bills for that
   * @param error why it could not be found out, or what would stop a run
   */
  public record StreamPreview(
      String stream,
      String target,
      String schema,
      long read,
      long rejected,
      Changes changes,
      Optional<PlannedStream> planned,
      Optional<String> cost,
      int exit,
      Optional<String> error) {}
}
