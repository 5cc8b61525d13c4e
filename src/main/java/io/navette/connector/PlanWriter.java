package io.navette.connector;

import io.navette.row.RowBatch;
import java.util.List;

/**
 * Sends the rows of a plan: they are given to {@link #differences} first, and to {@link #write}
 * when no stream of the plan differs.
 */
public interface PlanWriter extends RowWriter {
  /**
   * Reads what the target holds now, and says in sentences where that is not what the plan saw;
   * empty when all is as it was. Sends nothing; blocks.
   *
   * @param rows the rows of the plan that are sent or unchanged, all at once
   */
  List<String> differences(List<RowBatch> rows);
}
