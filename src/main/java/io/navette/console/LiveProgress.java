package io.navette.console;

import io.navette.row.Rejection;
import io.navette.sync.RunListener;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line per running stream, redrawn ten times a second; finished streams and notices stay above.
 */
final class LiveProgress implements RunListener {
  private static final int SHOWN = 8;
  private static final int LABEL = 40;

  private final Console console;
  private final Style style;
  private final int width;
  private final Map<String, StreamProgress> running = new LinkedHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private int drawn;
  private int labelWidth;

  LiveProgress(Console console, int width) {
    this.console = console;
    this.style = console.style();
    this.width = width;
  }

  @Override
  public synchronized void runStarted(RunStart start, int streams) {
    keep(
        style.bold(start.job())
            + "  "
            + start.source()
            + " → "
            + start.target()
            + style.faint("  " + Human.count(streams, "stream") + ", run " + start.id()));
    var unused = ticker.scheduleAtFixedRate(this::redraw, 100, 100, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void streamStarted(
      String run, String stream, String target, long expectedRows) {
    String label = stream.equals(target) ? stream : stream + " → " + target;
    StreamProgress progress =
        new StreamProgress(Width.fit(label, LABEL), expectedRows, System.nanoTime());
    running.put(stream, progress);
    labelWidth = Math.max(labelWidth, progress.labelWidth());
  }

  @Override
  public synchronized void rowsRead(String stream, int rows, long bytes) {
    StreamProgress progress = running.get(stream);
    if (progress != null) {
      progress.read(rows, bytes);
    }
  }

  @Override
  public synchronized void rowsRejected(String stream, List<Rejection> rejections) {
    StreamProgress progress = running.get(stream);
    if (progress != null) {
      progress.rejected(rejections.size());
    }
  }

  @Override
  public synchronized void notice(String stream, String message) {
    keep("  " + style.faint("· " + stream + ": " + message));
  }

  @Override
  public synchronized void warning(String stream, String message) {
    keep("  " + style.careful("! " + stream + ": " + message));
  }

  @Override
  public synchronized void streamFinished(String run, StreamOutcome outcome) {
    running.remove(outcome.stream());
    String label =
        outcome.stream().equals(outcome.target())
            ? outcome.stream()
            : outcome.stream() + " → " + outcome.target();
    labelWidth = Math.max(labelWidth, Width.of(Width.fit(label, LABEL)));
    keep(
        "  "
            + (outcome.exit() == 0 ? style.good("✓") : style.bad("✗"))
            + " "
            + Width.padRight(Width.fit(label, LABEL), labelWidth)
            + Width.padLeft(Human.count(outcome.read()), 13)
            + " rows"
            + Width.padLeft(Human.duration(outcome.elapsed()), 11)
            + RunSummary.written(outcome.changes(), outcome.rejected()).replaceFirst(",", " "));
  }

  @Override
  public synchronized void runFinished(RunOutcome outcome) {
    ticker.shutdownNow();
    running.clear();
    RunSummary summary = new RunSummary(outcome);
    StringBuilder text = new StringBuilder(erased());
    text.append(summary.closing(style)).append('\n');
    for (String error : summary.errors()) {
      text.append("  ").append(style.bad(error.replace("\n", "\n  "))).append('\n');
    }
    if (!summary.next().isEmpty()) {
      text.append(style.bold(" next:")).append(' ').append(summary.next()).append('\n');
    }
    console.draw(text.toString());
  }

  private synchronized void redraw() {
    console.draw(erased() + live());
  }

  private void keep(String line) {
    console.draw(erased() + line + "\n" + live());
  }

  /** Goes back to the first live line and clears what follows. */
  private String erased() {
    String back = drawn == 0 ? "\r\u001b[J" : "\r\u001b[" + drawn + "A\u001b[J";
    drawn = 0;
    return back;
  }

  private String live() {
    StringBuilder text = new StringBuilder();
    long now = System.nanoTime();
    for (StreamProgress progress : running.values()) {
      if (drawn == SHOWN) {
        text.append("    and ").append(running.size() - SHOWN).append(" more\n");
        drawn++;
        break;
      }
      String plain = progress.line(new Style(false), labelWidth, now);
      boolean fits = Width.of(plain) < width;
      text.append(fits ? progress.line(style, labelWidth, now) : Width.fit(plain, width - 1));
      text.append('\n');
      drawn++;
    }
    return text.toString();
  }
}
