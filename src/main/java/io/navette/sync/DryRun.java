package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.connector.Filtering;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.Staged;
import io.navette.connector.WriteRequest;
import io.navette.mapping.Mapped;
import io.navette.mapping.Mapping;
import io.navette.row.Cells;
import io.navette.row.Column;
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
    Changes changes = Changes.NONE;
    Optional<Throwable> failure = Optional.empty();
    try {
      StreamPlan plan = planner.plan(selected, source, sink);
      target = plan.target();
      schema = plan.change().describe(target);
      changes = changes(plan, options, source, sink, tally);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
    return new StreamPreview(
        selected.stream(),
        target,
        schema,
        tally.read(),
        tally.rejected(),
        changes,
        failure.map(exitCodes::of).orElse(0),
        failure.map(Failures::text));
  }

  private Changes changes(
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
        return Changes.created(count(ahead, tally));
      }
      return staged(plan, ahead, sink, tally, options.fullRefresh());
    }
  }

  private Changes staged(StreamPlan plan, ReadAhead ahead, Sink sink, Tally tally, boolean allNew) {
    Mapping mapping = plan.mapping();
    Schema known = without(mapping.output(), plan.change().added());
    WriteRequest request = plan.writeRequest(true);
    Optional<ChangedRows> changed =
        plan.rule().exchange().onlyChanged() && !allNew
            ? Optional.of(
                new ChangedRows(plan, journal.contents(plan.job(), plan.ledgerStream()), tally))
            : Optional.empty();
    try (RowWriter writer = Writers.open(sink, request.withSchema(known), journal, "")) {
      for (Optional<Mapped> next = ahead.next(); next.isPresent(); next = ahead.next()) {
        cancellation.check();
        Mapped read = next.get();
        tally.mapped(read, read.batch().rejections().size());
        RowBatch batch = changed.map(filter -> filter.before(read)).orElse(read).batch();
        tally.rejectedByTarget(writer.write(narrowed(batch, known)).size());
      }
      Changes pending =
          writer instanceof Staged staged
              ? staged.pending()
              : Changes.created(tally.accepted() - tally.changes().unchanged());
      return pending.plus(tally.changes());
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
