package io.navette.sync;

import io.navette.connector.Foreseeing;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Runs jobs. One call of {@link #run} is one run: lease, open, streams, record, release.
 * Thread-safe: several jobs may be run at once.
 */
public final class Engine {
  private final Journal journal;
  private final Leases leases;
  private final RunListener listener;
  private final InstantSource clock;
  private final Cancellation cancellation;
  private final ExitCodes exitCodes;

  public Engine(
      Journal journal,
      Leases leases,
      RunListener listener,
      InstantSource clock,
      Cancellation cancellation,
      ExitCodes exitCodes) {
    this.journal = journal;
    this.leases = leases;
    this.listener = listener;
    this.clock = clock;
    this.cancellation = cancellation;
    this.exitCodes = exitCodes;
  }

  /**
   * Runs a job to its end; blocks. What fails inside is part of the outcome and recorded.
   *
   * @throws Failure.Locked when another run holds the job's lease; nothing is recorded then
   */
  public RunOutcome run(Job job, RunContext context, RunOptions options) {
    return recorded(
        job,
        context,
        options,
        (start, lease, outcomes) -> move(job, options, start, lease, outcomes));
  }

  /**
   * Writes what a plan holds, without reading the source; blocks. Refuses a plan that was applied,
   * and one whose target is no longer as it was, before anything is sent.
   *
   * @param plan one that {@link SyncPlan#check} let pass
   * @throws Failure.Locked when another run holds the job's lease; nothing is recorded then
   */
  public RunOutcome apply(
      Job job, SyncPlan plan, PlanUses uses, RunContext context, RunOptions options) {
    return recorded(
        job,
        context,
        options,
        (start, lease, outcomes) ->
            new PlanRun(job, plan, uses, journal, listener, cancellation, exitCodes)
                .run(start, lease, outcomes));
  }

  /** The work of one run. */
  private interface Work {
    /** Adds the outcome of each stream as it ends. */
    void run(RunStart start, Leases.Lease lease, List<StreamOutcome> outcomes);
  }

  private RunOutcome recorded(Job job, RunContext context, RunOptions options, Work work) {
    long began = System.nanoTime();
    String run = RunIds.next(clock.instant(), RandomGenerator.getDefault());
    try (Leases.Lease lease = leases.acquire(job.name(), run, options.patience())) {
      RunStart start = start(run, job, context);
      journal.begin(start);
      List<StreamOutcome> streams = new ArrayList<>();
      Optional<Throwable> failure = attempt(work, start, lease, streams);
      RunOutcome outcome = outcome(start, failure, streams, began);
      journal.finish(outcome);
      listener.runFinished(outcome);
      return outcome;
    }
  }

  /** Records that a flow did not run a job, and why. */
  public void skip(Job job, RunContext context, String reason) {
    String run = RunIds.next(clock.instant(), RandomGenerator.getDefault());
    journal.skip(start(run, job, context), reason);
  }

  private RunStart start(String run, Job job, RunContext context) {
    return new RunStart(
        run,
        job.name(),
        job.from().name(),
        job.to().name(),
        context.trigger(),
        context.host(),
        context.user(),
        context.pid(),
        context.configHash(),
        clock.instant());
  }

  private Optional<Throwable> attempt(
      Work work, RunStart start, Leases.Lease lease, List<StreamOutcome> outcomes) {
    Thread worker = Thread.currentThread();
    cancellation.watch(worker);
    try {
      work.run(start, lease, outcomes);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          cancellation.cancelled() ? new Failure.Interrupted("stopped by a signal") : e);
    } finally {
      cancellation.release(worker);
    }
  }

  private void move(
      Job job,
      RunOptions options,
      RunStart start,
      Leases.Lease lease,
      List<StreamOutcome> outcomes) {
    try (Source source = Ends.source(job);
        Sink sink = Ends.sink(job)) {
      RunScope scope =
          new RunScope(
              job,
              options,
              start.id(),
              source,
              sink,
              lease,
              journal,
              listener,
              cancellation,
              exitCodes,
              new Lookups(job.name(), cancellation),
              new Object());
      List<StreamSelection.Selected> selected =
          new StreamSelection(job, options.select()).resolve(source);
      listener.runStarted(start, selected.size());
      foresee(source, sink, selected);
      outcomes.addAll(runAll(scope, selected));
    }
  }

  private static void foresee(Source source, Sink sink, List<StreamSelection.Selected> selected) {
    if (source instanceof Foreseeing system) {
      system.foresee(selected.stream().map(StreamSelection.Selected::stream).toList());
    }
    if (sink instanceof Foreseeing system) {
      system.foresee(selected.stream().map(StreamSelection.Selected::target).toList());
    }
  }

  private static List<StreamOutcome> runAll(
      RunScope scope, List<StreamSelection.Selected> selected) {
    int parallel = scope.options().parallel().orElse(scope.job().parallel());
    Semaphore places = new Semaphore(parallel);
    StreamOutcome[] outcomes = new StreamOutcome[selected.size()];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      int position = i;
      places.acquireUninterruptibly();
      threads.add(
          Thread.ofPlatform()
              .name("stream " + selected.get(i).stream())
              .start(
                  () -> {
                    try {
                      outcomes[position] = watched(scope, selected.get(position));
                    } finally {
                      places.release();
                    }
                  }));
    }
    threads.forEach(Ends::join);
    return List.of(outcomes);
  }

  private static StreamOutcome watched(RunScope scope, StreamSelection.Selected selected) {
    Thread worker = Thread.currentThread();
    scope.cancellation().watch(worker);
    try {
      return new StreamRun(scope, selected).run();
    } finally {
      scope.cancellation().release(worker);
    }
  }

  private RunOutcome outcome(
      RunStart start, Optional<Throwable> failure, List<StreamOutcome> streams, long began) {
    Optional<String> error = failure.map(Failures::text);
    int exit = failure.map(exitCodes::of).orElseGet(() -> RunExit.of(streams));
    failure.ifPresent(cause -> listener.streamFailed("", cause));
    return new RunOutcome(
        start.id(),
        start.job(),
        exit,
        error,
        streams,
        clock.instant(),
        Duration.ofNanos(System.nanoTime() - began));
  }
}
