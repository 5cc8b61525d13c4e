package io.navette.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds runs up per job. */
final class Statistics {
  private Statistics() {}

  static List<JobStatistics> of(List<RunRecord> newestFirst) {
    Map<String, List<RunRecord>> jobs = new TreeMap<>();
    for (RunRecord run : newestFirst) {
      if (run.state() != RunState.RUNNING && run.state() != RunState.SKIPPED) {
        jobs.computeIfAbsent(run.start().job(), job -> new ArrayList<>()).add(run);
      }
    }
    List<JobStatistics> statistics = new ArrayList<>();
    jobs.forEach((job, runs) -> statistics.add(job(job, runs)));
    return statistics;
  }

  private static JobStatistics job(String job, List<RunRecord> runs) {
    List<RunRecord> succeeded = runs.stream().filter(run -> run.exit().orElse(1) == 0).toList();
    List<Duration> durations = succeeded.stream().flatMap(run -> run.elapsed().stream()).toList();
    return new JobStatistics(
        job,
        runs.size(),
        succeeded.size(),
        durations.isEmpty() ? Optional.empty() : Optional.of(Runs.median(durations)),
        runs.stream().mapToLong(run -> run.totals().read()).sum(),
        runs.stream().mapToLong(run -> run.totals().written()).sum(),
        runs.stream().mapToLong(run -> run.totals().rejected()).sum(),
        succeeded.stream().findFirst().flatMap(RunRecord::finished));
  }
}
