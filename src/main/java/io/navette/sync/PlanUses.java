package io.navette.sync;

import java.util.Optional;

/** Which plans were applied, as each is used once. Implemented by the history store; blocks. */
public interface PlanUses {
  /**
   * How a plan was used.
   *
   * @param run the last that applied it
   * @param finished whether that run came to its end; otherwise it was killed or failed
   */
  record Use(String run, boolean finished) {}

  /** Empty for a plan that was never applied. */
  Optional<Use> use(String plan);

  /** Said before anything is sent; durable when it returns. */
  void beginUse(String plan, String job, String run);

  /** Said when all is sent. */
  void finishUse(String plan);
}
