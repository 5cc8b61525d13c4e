package io.navette.config;

import io.navette.sync.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code flows:}: names of jobs, or blocks of a job and those it waits for. */
final class FlowReader {
  private final Set<String> jobs;
  private final Problems problems;

  /**
   * @param jobs all that are declared, the faulty ones included
   */
  FlowReader(Set<String> jobs, Problems problems) {
    this.jobs = Set.copyOf(jobs);
    this.problems = problems;
  }

  Flow read(String name, Yaml value) {
    String path = "flows." + name;
    List<Flow.Step> steps = new ArrayList<>();
    if (!(value instanceof Yaml.Items items) || items.values().isEmpty()) {
      problems.add(value.mark(), path, "expected a list of jobs, found " + value.kind());
      return new Flow(name, steps);
    }
    for (Yaml item : items.values()) {
      step(item, path, steps).ifPresent(steps::add);
    }
    return new Flow(name, steps);
  }

  /** A plain name waits for the job before it. */
  private Optional<Flow.Step> step(Yaml item, String path, List<Flow.Step> before) {
    return switch (item) {
      case Yaml.Scalar scalar when !scalar.isEmpty() ->
          job(scalar.text(), item.mark(), path, before)
              .map(job -> new Flow.Step(job, previous(before)));
      case Yaml.Entries entries -> block(new Block(entries, path, problems), before);
      case Yaml.Scalar scalar -> wrong(item, path);
      case Yaml.Items items -> wrong(item, path);
    };
  }

  private Optional<Flow.Step> wrong(Yaml item, String path) {
    problems.add(item.mark(), path, "expected a job's name, found " + item.kind());
    return Optional.empty();
  }

  private Optional<Flow.Step> block(Block block, List<Flow.Step> before) {
    Optional<String> name = block.text("job");
    List<String> known = before.stream().map(Flow.Step::job).toList();
    List<String> after = block.list("after").orElseGet(() -> previous(before));
    block.finish();
    for (String job : after) {
      if (!known.contains(job)) {
        block.wrong("after", job + " is no earlier job of this flow");
      }
    }
    if (name.isEmpty()) {
      problems.add(block.mark(), block.path(), "job is missing");
    }
    return name.flatMap(job -> job(job, block.mark(), block.path(), before))
        .map(job -> new Flow.Step(job, after));
  }

  private static List<String> previous(List<Flow.Step> before) {
    return before.isEmpty() ? List.of() : List.of(before.getLast().job());
  }

  private Optional<String> job(String name, Mark mark, String path, List<Flow.Step> before) {
    if (!jobs.contains(name)) {
      problems.add(mark, path, "there is no job " + name + Problems.meant(name, jobs));
      return Optional.empty();
    }
    if (before.stream().anyMatch(step -> step.job().equals(name))) {
      problems.add(mark, path, name + " stands twice");
      return Optional.empty();
    }
    return Optional.of(name);
  }
}
