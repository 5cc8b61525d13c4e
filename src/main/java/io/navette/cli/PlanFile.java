package io.navette.cli;

import io.navette.failure.Failure;
import io.navette.secret.SealedFile;
import io.navette.sync.Job;
import io.navette.sync.PlanJson;
import io.navette.sync.Preview;
import io.navette.sync.RunIds;
import io.navette.sync.SyncPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/** The file of {@code --plan} and {@code --apply}. */
final class PlanFile {
  private final Session session;
  private final String name;
  private final SealedFile file;

  /**
   * @param name as typed; relative to the working directory
   */
  PlanFile(Session session, String name) {
    this.session = session;
    this.name = name;
    Path path = session.surroundings().folder().resolve(name);
    this.file = new SealedFile(path, "plan", session.keystore());
  }

  /** Fails before anything is read for a plan that could not be kept. */
  void prepare() {
    file.prepare();
  }

  /** Seals what a dry run found out, and says how to go on. */
  SyncPlan write(Job job, Preview preview, Duration maxAge) {
    Instant now = session.surroundings().clock().instant();
    String id = RunIds.next(now, RandomGenerator.getDefault());
    SyncPlan plan = preview.plan(job, id, now, session.workspace().configHash(job));
    file.write(PlanJson.write(plan));
    session
        .console()
        .tell(
            plan.holdsChanges()
                ? name
                    + ": a plan of job "
                    + job.name()
                    + "; until "
                    + now.plus(maxAge).truncatedTo(ChronoUnit.SECONDS)
                    + ": navette sync --apply "
                    + name
                : name + ": a plan of job " + job.name() + " that changes nothing");
    return plan;
  }

  /**
   * The plan, which may be applied to the job as it is now.
   *
   * @param jobs as typed; empty for the one of the plan
   */
  SyncPlan read(List<String> jobs, Duration maxAge) {
    SyncPlan plan = PlanJson.read(file.read());
    if (!jobs.isEmpty() && !jobs.equals(List.of(plan.job()))) {
      throw new Failure.Configuration(
          name + " is a plan of job " + plan.job() + ", not of " + String.join(", ", jobs),
          "nothing was sent; apply it with: navette sync --apply " + name);
    }
    Job job = job(plan);
    Instant now = session.surroundings().clock().instant();
    plan.check(job, session.workspace().configHash(job), now, maxAge);
    return plan;
  }

  /** The plan's job as it is configured now. */
  Job job(SyncPlan plan) {
    return session.workspace().jobs(List.of(plan.job())).getFirst();
  }
}
