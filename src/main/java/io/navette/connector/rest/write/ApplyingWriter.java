package io.navette.connector.rest.write;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.PlanWriter;
import io.navette.connector.Staged;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.List;

/**
 * Sends the rows of a plan: makes the plan once more of them and holds the two against each other,
 * then sends them by what was looked up for that.
 */
final class ApplyingWriter implements PlanWriter, Staged {
  private final PlanningWriter planning;
  private final ApiRowWriter sending;
  private final PlanDifferences differences;

  /**
   * @param planning and {@code sending} share the lookup
   */
  ApplyingWriter(PlanningWriter planning, ApiRowWriter sending, PlanDifferences differences) {
    this.planning = planning;
    this.sending = sending;
    this.differences = differences;
  }

  @Override
  public List<String> differences(List<RowBatch> rows) {
    planning.write(rows);
    return differences.of(planning.planned());
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    return sending.write(batch);
  }

  @Override
  public Committed commit(Chunk chunk) {
    return sending.commit(chunk);
  }

  /** The deletions that are planned; rows are not counted. */
  @Override
  public Changes pending() {
    return planning.pending();
  }

  @Override
  public long targetRows() {
    return sending.targetRows();
  }

  @Override
  public void discard() {
    sending.discard();
  }

  @Override
  public void close() {
    sending.close();
  }
}
