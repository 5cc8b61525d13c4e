package io.navette.sync;

import java.util.List;

/** The exit code of a run from those of its streams. */
final class RunExit {
  private static final int SOME_FAILED = 3;

  private RunExit() {}

  /** 0 when all went well; the one code when all failed alike; otherwise "some streams failed". */
  static int of(List<StreamOutcome> streams) {
    List<Integer> codes = streams.stream().map(StreamOutcome::exit).distinct().toList();
    return codes.size() == 1 ? codes.get(0) : SOME_FAILED;
  }
}
