package io.navette.console;

import io.navette.connector.Changes;
import io.navette.row.Rejection;
import io.navette.sync.RunListener;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object per event, each with the run's id. */
final class ProgressEvents implements RunListener {
  private final Console console;
  private volatile String run = "";

  ProgressEvents(Console console) {
    this.console = console;
  }

  @Override
  public void runStarted(RunStart start, int streams) {
    run = start.id();
    log(
        "run_started",
        start.job() + " from " + start.source() + " to " + start.target(),
        Map.of("job", start.job(), "streams", streams));
  }

  @Override
  public void streamStarted(String id, String stream, String target, long expectedRows) {
    log("stream_started", stream + " into " + target, Map.of("stream", stream, "target", target));
  }

  @Override
  public void rowsRejected(String stream, List<Rejection> rejections) {
    if (!rejections.isEmpty()) {
      Rejection first = rejections.getFirst();
      log(
          "rows_rejected",
          first.position() + " " + first.reason(),
          Map.of("stream", stream, "rows", rejections.size()));
    }
  }

  @Override
  public void chunkCommitted(String stream, long rows, Changes changes) {
    log("chunk_committed", stream, counts(changes, Map.of("stream", stream, "rows", rows)));
  }

  @Override
  public void notice(String stream, String message) {
    log("notice", message, Map.of("stream", stream));
  }

  @Override
  public void warning(String stream, String message) {
    log("warning", message, Map.of("stream", stream));
  }

  @Override
  public void streamFinished(String id, StreamOutcome outcome) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    more.put("stream", outcome.stream());
    more.put("exit", outcome.exit());
    more.put("read", outcome.read());
    more.put("rejected", outcome.rejected());
    more.put("seconds", outcome.elapsed());
    outcome.error().ifPresent(error -> more.put("error", error));
    log("stream_finished", outcome.stream(), counts(outcome.changes(), more));
  }

  @Override
  public void runFinished(RunOutcome outcome) {
    RunSummary summary = new RunSummary(outcome);
    log(
        "run_finished",
        summary.line(),
        Map.of(
            "job", outcome.job(),
            "exit", outcome.exit(),
            "errors", summary.errors(),
            "seconds", outcome.elapsed()));
  }

  private static Map<String, @Nullable Object> counts(
      Changes changes, Map<String, ? extends @Nullable Object> others) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(others);
    all.put("created", changes.created());
    all.put("updated", changes.updated());
    all.put("unchanged", changes.unchanged());
    all.put("deleted", changes.deleted());
    return all;
  }

  private void log(String event, String message, Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("run", run);
    all.putAll(more);
    console.log(event, message, all);
  }
}
