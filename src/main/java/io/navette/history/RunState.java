package io.navette.history;

import java.util.Locale;

/** How far a run is known to have come. */
public enum RunState {
  /** Its process holds the job's lease. */
  RUNNING,
  /** It recorded its outcome. */
  ENDED,
  /** It recorded no outcome, and its lease is gone: the process or its host died. */
  KILLED,
  /** A flow did not run it, as what it waits for had failed. */
  SKIPPED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
