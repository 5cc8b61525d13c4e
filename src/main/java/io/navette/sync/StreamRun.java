package io.navette.sync;

import io.navette.connector.TableKeeping;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes one stream from plan to outcome. Whatever fails becomes part of the outcome. */
final class StreamRun {
  private final RunScope scope;
  private final StreamSelection.Selected selected;
  private final Tally tally = new Tally();
  private final Timings timings = new Timings();
  private String target = "";
  private Optional<Bookmark> before = Optional.empty();
  private Optional<Bookmark> after = Optional.empty();

  StreamRun(RunScope scope, StreamSelection.Selected selected) {
    this.scope = scope;
    this.selected = selected;
  }

  StreamOutcome run() {
    Throwable failure = attempt();
    if (failure != null) {
      scope.listener().streamFailed(selected.stream(), failure);
    }
    StreamOutcome outcome = outcome(failure);
    scope.journal().record(scope.run(), outcome);
    scope.listener().streamFinished(scope.run(), outcome);
    return outcome;
  }

  private @Nullable Throwable attempt() {
    try {
      scope.cancellation().check();
      move();
      return null;
    } catch (RuntimeException e) {
      return scope.cancellation().cancelled() && !(e instanceof Failure.Interrupted)
          ? new Failure.Interrupted("stopped while moving " + selected.stream())
          : e;
    }
  }

  private void move() {
    StreamPlan plan;
    ResumePoint start;
    CountCheck counts;
    Optional<DigestCheck> digest;
    synchronized (scope.lock()) {
      plan = timings.time("open", this::plan);
      target = plan.target();
      start = ResumePoint.find(scope.journal(), scope.sink(), plan, scope.options());
      counts = new CountCheck(scope, plan);
      digest = DigestCheck.of(scope, plan);
    }
    start.warning().ifPresent(text -> scope.listener().warning(plan.stream(), text));
    before = start.since();
    after = before;
    scope
        .listener()
        .streamStarted(
            scope.run(),
            plan.stream(),
            target,
            before.isEmpty() ? plan.info().approximateRows() : -1);
    digest.ifPresent(check -> begin(check, start));
    StreamTransfer transfer =
        new StreamTransfer(scope, plan, start, tally, timings, digest.flatMap(DigestCheck::sent));
    try {
      transfer.run();
    } finally {
      after = transfer.reached();
    }
    timings.time(
        "verify",
        () -> {
          counts.check(tally, transfer.passRows(), !start.inPass());
          digest.ifPresent(check -> check.check(tally));
          return Boolean.TRUE;
        });
  }

  private void begin(DigestCheck check, ResumePoint start) {
    timings.time(
        "verify",
        () -> {
          check.begin(start.inPass());
          return Boolean.TRUE;
        });
  }

  private StreamPlan plan() {
    StreamPlan plan =
        new Planner(scope.job(), scope.options(), scope.lookups())
            .plan(selected, scope.source(), scope.sink());
    if (scope.sink() instanceof TableKeeping tables && !plan.change().isEmpty()) {
      plan.change().apply(tables, plan.target(), plan.mapping().output(), plan.key());
      scope.listener().notice(plan.stream(), plan.change().describe(plan.target()));
    }
    return plan;
  }

  private StreamOutcome outcome(@Nullable Throwable failure) {
    return new StreamOutcome(
        selected.stream(),
        target,
        failure == null ? 0 : scope.exitCodes().of(failure),
        Optional.ofNullable(failure).map(Failures::text),
        tally.read(),
        tally.skipped(),
        tally.rejected(),
        tally.changes(),
        tally.bytes(),
        before,
        after,
        timings.phases(),
        timings.elapsed());
  }
}
