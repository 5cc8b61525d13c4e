package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.row.Rejection;
import java.util.List;

/**
 * The engine's only way to tell what is going on. Called from several threads; must not block long.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  default void runStarted(RunStart start, int streams) {}

  /** {@code expectedRows} is -1 where unknown. */
  default void streamStarted(String run, String stream, String target, long expectedRows) {}

  default void rowsRead(String stream, int rows, long bytes) {}

  default void rowsRejected(String stream, List<Rejection> rejections) {}

  default void chunkCommitted(String stream, long rows, Changes changes) {}

  /** Something a person should know that stops nothing, e.g. a table was created. */
  default void notice(String stream, String message) {}

  /** Something an operator should look into though the run goes on, e.g. a target was emptied. */
  default void warning(String stream, String message) {}

  /** Before {@link #streamFinished}: the cause with its stack, for {@code --debug}. */
  default void streamFailed(String stream, Throwable cause) {}

  default void streamFinished(String run, StreamOutcome outcome) {}

  default void runFinished(RunOutcome outcome) {}
}
