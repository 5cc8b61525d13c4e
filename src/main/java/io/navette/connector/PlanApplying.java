package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;

/** A sink that sends the rows of a plan, as a {@link Planned} writer made it before. */
public interface PlanApplying {
  /**
   * Opens the writer of one stream; nothing is read or sent yet.
   *
   * @param planned what is to be done, rows that are not sent included
   * @param resumed whether some of it may have been done, as a run with this plan was killed
   */
  @MustBeClosed
  PlanWriter apply(WriteRequest request, IdMap ids, PlannedRows planned, boolean resumed);
}
