package io.navette.console;

import io.navette.sync.RunListener;

/** Tells how runs go: redrawn on a terminal, as events for machines, hardly at all under cron. */
public final class Progress {
  private Progress() {}

  /** A listener for one run, in the form the console was asked for. */
  public static RunListener of(Console console) {
    if (console.look().log() == Look.Log.JSON) {
      return new ProgressEvents(console);
    }
    boolean live =
        console.look().errWidth().isPresent() && console.look().volume() != Look.Volume.QUIET;
    return live
        ? new LiveProgress(console, console.look().errWidth().getAsInt())
        : new QuietProgress(console);
  }
}
