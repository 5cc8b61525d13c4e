package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.connector.Estimating;
import io.navette.connector.Filtering;
import io.navette.connector.PlanApplying;
import io.navette.connector.Planned;
import io.navette.connector.PlannedRows;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.Staged;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.mapping.Mapped;
import io.navette.row.Bookmark;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.sync.Preview.StreamPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what a run would do. Moves nothing, changes no state, takes no lease. Blocks. */
public final class DryRun {
  private final Journal journal;
  private final Cancellation cancellation;
  private final ExitCodes exitCodes;

  public DryRun(Journal journal, Cancellation cancellation, ExitCodes exitCodes) {
    this.journal = journal;
    this.cancellation = cancellation;
    this.exitCodes = exitCodes;
  }

  /**
   * As {@link #run}, for a plan.
   *
   * @throws Failure.Usage when the target takes no plans
   */
  public Preview sealable(Job job, RunOptions options) {
    for (StreamRule rule : job.rules()) {
      if (!rule.exchange().with(List.of()).equals(Exchange.NONE)) {
        throw new Failure.Usage(
            "job "
                + job.name()
                + ", stream "
                + rule.pattern()
                + ": a plan neither acknowledges rows nor follows them (distinct, only_changed,"
                + " identity)",
            "look with: navette sync " + job.name() + " --dry-run");
      }
    }
    try (Sink sink = Ends.sink(job)) {
      if (!(sink instanceof PlanApplying)) {
        throw new Failure.Usage(
            "job "
                + job.name()
                + ": connection "
                + job.to().name()
                + " ("
                + job.to().connector().name()
                + ") takes no plans, those are for web APIs",
            "look with: navette sync " + job.name() + " --dry-run");
      }
    }
    return run(job, options);
  }

  /** One stream after the other; what fails in one is part of its preview. */
  public Preview run(Job job, RunOptions options) {
    List<StreamPreview> previews = new ArrayList<>();
    try (Source source = Ends.source(job);
        Sink sink = Ends.sink(job)) {
      Lookups lookups = new Lookups(job.name(), cancellation);
      for (var selected : new StreamSelection(job, options.select()).resolve(source)) {
        previews.add(preview(new Planner(job, options, lookups), options, selected, source, sink));
      }
    }
    return new Preview(job.name(), previews);
  }

  private StreamPreview preview(
      Planner planner,
      RunOptions options,
      StreamSelection.Selected selected,
      Source source,
      Sink sink) {
    Tally tally = new Tally();
    String target = "";
    String schema = "";
    Found found = new Found(Changes.NONE, Optional.empty(), Optional.empty());
    Optional<Throwable> failure = Optional.empty();
    Optional<String> cost = Optional.empty();
    try {
      StreamPlan plan = planner.plan(selected, source, sink);
      target = plan.target();
      schema = plan.change().describe(target);
      cost = cost(plan, options, source);
      found = changes(plan, options, source, sink, tally);
      failure = found.problem();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
    return new StreamPreview(
        selected.stream(),
        target,
        schema,
        tally.read(),
        tally.rejected(),
        found.changes(),
        found.planned(),
        cost,
        failure.map(exitCodes::of).orElse(0),
        failure.map(Failures::text));
  }

  /** Asked before the rows are, so that it is known even where they cost too much. */
  private Optional<String> cost(StreamPlan plan, RunOptions options, Source source) {
    return source instanceof Estimating estimating
        ? estimating.estimate(plan.readRequest(Optional.empty(), options, true))
        : Optional.empty();
  }

  /** What a stream would do, row by row where the target can tell, and what would stop it. */
  private record Found(
      Changes changes, Optional<PlannedStream> planned, Optional<Throwable> problem) {}

  private Found changes(
      StreamPlan plan, RunOptions options, Source source, Sink sink, Tally tally) {
    ResumePoint start = ResumePoint.find(journal, sink, plan, options);
    boolean pushWhere = source instanceof Filtering;
    try (ReadAhead ahead =
        new ReadAhead(
            source::read,
            plan.readRequest(start.since(), options, pushWhere),
            plan.mapping(),
            new Timings(),
            cancellation,
            new Object())) {
      if (plan.change().create()) {
        return new Found(Changes.created(count(ahead, tally)), Optional.empty(), Optional.empty());
      }
      return staged(plan, options, start, ahead, sink, tally);
    }
  }

  private Found staged(
      StreamPlan plan,
      RunOptions options,
      ResumePoint start,
      ReadAhead ahead,
      Sink sink,
      Tally tally) {
    Schema known = without(plan.mapping().output(), plan.change().added());
    WriteRequest request = plan.writeRequest(true).withSchema(known);
    try (RowWriter writer = Writers.open(sink, request, journal, "")) {
      Left left = write(plan, changed(plan, options, tally), ahead, writer, known, tally);
      Changes pending =
          writer instanceof Staged staged
              ? staged.pending()
              : Changes.created(tally.accepted() - tally.changes().unchanged());
      Changes changes = pending.plus(tally.changes());
      Optional<PlannedStream> planned = Optional.empty();
      if (writer instanceof Planned planning) {
        PlannedRows rows = planning.planned();
        rows.rows().stream()
            .filter(row -> row.action().rejects())
            .forEach(row -> tally.rejectedByTarget(1));
        boolean resumable = !plan.cursor().isEmpty() && !options.ranged();
        Optional<Bookmark> after = resumable ? left.reached().or(start::since) : Optional.empty();
        Optional<Bookmark> before = journal.bookmark(plan.job(), plan.ledgerStream());
        planned =
            Optional.of(
                PlannedStream.of(plan, tally, changes, before, after, rows, left.refused()));
      }
      return new Found(changes, planned, problem(plan, tally, writer));
    }
  }

  /** What reader, mapping and checks refused, and how far the stream was read. */
  private record Left(List<Rejection> refused, Optional<Bookmark> reached) {}

  /** Keeps back what a run would keep back. */
  private Optional<ChangedRows> changed(StreamPlan plan, RunOptions options, Tally tally) {
    return plan.rule().exchange().onlyChanged() && !options.fullRefresh()
        ? Optional.of(
            new ChangedRows(plan, journal.contents(plan.job(), plan.ledgerStream()), tally))
        : Optional.empty();
  }

  private Left write(
      StreamPlan plan,
      Optional<ChangedRows> changed,
      ReadAhead ahead,
      RowWriter writer,
      Schema known,
      Tally tally) {
    List<Rejection> refused = new ArrayList<>();
    Optional<Bookmark> reached = Optional.empty();
    for (Optional<Mapped> next = ahead.next(); next.isPresent(); next = ahead.next()) {
      cancellation.check();
      Mapped read = next.get();
      tally.mapped(read, read.batch().rejections().size());
      RowBatch batch = changed.map(filter -> filter.before(read)).orElse(read).batch();
      tally.countNulls(batch, plan.rule().guards().maxNulls().keySet());
      tally.rejectedByTarget(writer.write(narrowed(batch, known)).size());
      if (writer instanceof Planned) {
        refused.addAll(batch.rejections());
        reached = batch.bookmark();
      }
    }
    return new Left(refused, reached);
  }

  /** What a run would refuse before its last commit. */
  private Optional<Throwable> problem(StreamPlan plan, Tally tally, RowWriter writer) {
    Rejected rejected = new Rejected(plan.rule(), tally.rejected(), tally.read());
    if (rejected.blocks()) {
      return Optional.of(
          rejected.failure("rows would be missing, so nothing would be deleted or replaced", ""));
    }
    try {
      Optional<Staged> staged =
          writer instanceof Staged found ? Optional.of(found) : Optional.empty();
      new GuardCheck(plan.job(), plan.stream(), plan.rule().guards(), journal)
          .check(tally, tally.accepted(), staged, false);
      return Optional.empty();
    } catch (Failure.Guarded tripped) {
      return Optional.of(tripped);
    }
  }

  private long count(ReadAhead ahead, Tally tally) {
    for (Optional<Mapped> next = ahead.next(); next.isPresent(); next = ahead.next()) {
      cancellation.check();
      tally.mapped(next.get(), next.get().batch().rejections().size());
    }
    return tally.accepted();
  }

  /** Columns the target lacks can't be compared; they are named in the preview's schema. */
  private static Schema without(Schema schema, List<Column> added) {
    Set<String> names = added.stream().map(Column::name).collect(Collectors.toSet());
    return new Schema(
        schema.columns().stream().filter(column -> !names.contains(column.name())).toList());
  }

  private static RowBatch narrowed(RowBatch batch, Schema schema) {
    if (schema.size() == batch.schema().size()) {
      return batch;
    }
    List<Cells> cells =
        schema.names().stream().map(name -> batch.cells(batch.schema().position(name))).toList();
    return RowBatch.view(schema, cells, batch.size(), batch);
  }
}
