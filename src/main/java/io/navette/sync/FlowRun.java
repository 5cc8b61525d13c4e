package io.navette.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs the jobs of a flow one after the other. What depends on a failed job is skipped. */
public final class FlowRun {
  private static final int SOME_FAILED = 3;

  private final Flow flow;
  private final Jobs jobs;
  private final Map<String, Integer> codes = new LinkedHashMap<>();
  private final Set<String> skipped = new LinkedHashSet<>();

  public FlowRun(Flow flow, Jobs jobs) {
    this.flow = flow;
    this.jobs = jobs;
  }

  /** How a flow's jobs are run. */
  public interface Jobs {
    /** Runs a job; blocks. The exit code, or empty when it was not run at all. */
    OptionalInt run(String job);

    /** Told instead of {@link #run}, with the reason. */
    void skip(String job, String reason);
  }

  /** Runs them all; blocks. 0, the one code of those that failed, or "some streams failed". */
  public int run() {
    for (Flow.Step step : flow.steps()) {
      Optional<String> reason = obstacle(step);
      if (reason.isPresent()) {
        jobs.skip(step.job(), reason.get());
        skipped.add(step.job());
      } else {
        jobs.run(step.job())
            .ifPresentOrElse(code -> codes.put(step.job(), code), () -> skipped.add(step.job()));
      }
    }
    List<Integer> failures = codes.values().stream().filter(code -> code != 0).distinct().toList();
    return failures.isEmpty() ? 0 : failures.size() == 1 ? failures.getFirst() : SOME_FAILED;
  }

  private Optional<String> obstacle(Flow.Step step) {
    for (String job : step.after()) {
      if (skipped.contains(job)) {
        return Optional.of(job + " was not run");
      }
      if (codes.getOrDefault(job, 0) != 0) {
        return Optional.of(job + " failed with exit code " + codes.get(job));
      }
    }
    return Optional.empty();
  }

  /** One line for a log, once all were run: {@code flow sages: 2 done, 1 failed (b: exit 6)}. */
  public String summary() {
    List<String> failed = new ArrayList<>();
    codes.forEach(
        (job, code) -> {
          if (code != 0) {
            failed.add(job + ": exit " + code);
          }
        });
    return "flow "
        + flow.name()
        + ": "
        + (codes.size() - failed.size())
        + " done"
        + (failed.isEmpty()
            ? ""
            : ", " + failed.size() + " failed (" + String.join(", ", failed) + ")")
        + (skipped.isEmpty()
            ? ""
            : ", " + skipped.size() + " skipped (" + String.join(", ", skipped) + ")");
  }
}
