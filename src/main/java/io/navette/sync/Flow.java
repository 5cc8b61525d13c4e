package io.navette.sync;

import java.util.List;

/**
 * Jobs in the order in which they are run.
 *
 * @param steps one for each job; each depends on earlier ones only
 */
public record Flow(String name, List<Step> steps) {
  /**
   * A job of a flow.
   *
   * @param after the jobs that must have ended well before this one is run; may be empty
   */
  public record Step(String job, List<String> after) {
    public Step {
      after = List.copyOf(after);
    }
  }

  public Flow {
    steps = List.copyOf(steps);
  }

  /** The names of its jobs in their order. */
  public List<String> jobs() {
    return steps.stream().map(Step::job).toList();
  }
}
