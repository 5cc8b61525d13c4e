package io.navette.sync;

import io.navette.connector.IdMap;
import io.navette.connector.PlanApplying;
import io.navette.connector.Sink;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies a plan: first all is held against what the plan saw, then all is sent. Used once. */
final class PlanRun {
  private static final int MOST_SHOWN = 10;

  private final Job job;
  private final SyncPlan plan;
  private final PlanUses uses;
  private final Journal journal;
  private final RunListener listener;
  private final Cancellation cancellation;
  private final ExitCodes exitCodes;

  PlanRun(
      Job job,
      SyncPlan plan,
      PlanUses uses,
      Journal journal,
      RunListener listener,
      Cancellation cancellation,
      ExitCodes exitCodes) {
    this.job = job;
    this.plan = plan;
    this.uses = uses;
    this.journal = journal;
    this.listener = listener;
    this.cancellation = cancellation;
    this.exitCodes = exitCodes;
  }

  /**
   * Blocks. Adds the outcome of each stream; one that fails leaves the plan to be applied again.
   *
   * @throws Failure.Guarded when the plan was applied before, or the target changed since; nothing
   *     is sent then
   */
  void run(RunStart start, Leases.Lease lease, List<StreamOutcome> outcomes) {
    Optional<PlanUses.Use> use = uses.use(plan.id());
    if (use.isPresent() && use.get().finished()) {
      throw new Failure.Guarded(
          "the plan was applied already, by run " + use.get().run() + "; nothing was sent",
          "make a new plan");
    }
    boolean resumed = use.isPresent();
    List<PlannedStreamRun> runs = new ArrayList<>();
    try (Sink sink = Ends.sink(job)) {
      listener.runStarted(start, plan.streams().size());
      try {
        List<String> differences = new ArrayList<>();
        for (PlannedStream stream : plan.streams()) {
          cancellation.check();
          runs.add(open(stream, sink, start, resumed));
          differences.addAll(bookmark(stream, resumed));
          differences.addAll(runs.getLast().differences());
        }
        refuse(differences, resumed);
        lease.confirm();
        uses.beginUse(plan.id(), plan.job(), start.id());
        runs.forEach(run -> outcomes.add(run.run(lease)));
      } finally {
        runs.forEach(PlannedStreamRun::close);
      }
    }
    boolean sent = runs.stream().allMatch(PlannedStreamRun::committed);
    if (sent) {
      uses.finishUse(plan.id());
    }
  }

  // Closed in a finally: as many as the plan has streams.
  @SuppressWarnings("MustBeClosedChecker")
  private PlannedStreamRun open(PlannedStream stream, Sink sink, RunStart start, boolean resumed) {
    if (!(sink instanceof PlanApplying applying)) {
      throw new Failure.Configuration(
          "connection " + job.to().name() + " does not apply plans",
          "run: navette sync " + plan.job());
    }
    StreamRule rule =
        new StreamSelection(job, Optional.empty())
            .ruleFor(stream.stream())
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        "job " + plan.job() + " has no stream " + stream.stream(),
                        "make a new plan"));
    IdMap ids = journal.ids(plan.job(), stream.target(), start.id());
    return new PlannedStreamRun(
        stream,
        plan.job(),
        rule,
        applying.apply(request(stream, rule), ids, stream.rows(), resumed),
        start.id(),
        journal,
        listener,
        cancellation,
        exitCodes);
  }

  private WriteRequest request(PlannedStream stream, StreamRule rule) {
    return new WriteRequest(
        plan.job(),
        stream.ledgerStream(),
        stream.target(),
        stream.schema(),
        stream.mode(),
        stream.key(),
        false,
        rule.targetOptions());
  }

  /** Another run has read further, or somebody set the bookmark, if it is not as it was. */
  private List<String> bookmark(PlannedStream stream, boolean resumed) {
    Optional<Bookmark> now = journal.bookmark(plan.job(), stream.ledgerStream());
    boolean as = now.equals(stream.before()) || (resumed && now.equals(stream.after()));
    return as ? List.of() : List.of("stream " + stream.stream() + ": its bookmark has moved since");
  }

  private static void refuse(List<String> differences, boolean resumed) {
    if (differences.isEmpty()) {
      return;
    }
    List<String> lines =
        new ArrayList<>(differences.subList(0, Math.min(MOST_SHOWN, differences.size())));
    if (differences.size() > MOST_SHOWN) {
      lines.add("and " + (differences.size() - MOST_SHOWN) + " more");
    }
    throw new Failure.Guarded(
        "the target is not as the plan saw it, "
            + (resumed ? "so nothing more was sent" : "so nothing was sent")
            + ":\n"
            + String.join("\n", lines),
        "make a new plan");
  }
}
