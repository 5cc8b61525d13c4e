package io.navette.connector;

/** A writer opened for a preview that can tell row by row what it would do. */
public interface Planned {
  /** What would become of the rows written so far, if they were all. May look rows up; blocks. */
  PlannedRows planned();
}
