package io.navette.console;

import io.navette.sync.RunListener;
import io.navette.sync.RunOutcome;

/** For cron: errors, and one line at the end. */
final class QuietProgress implements RunListener {
  private final Console console;

  QuietProgress(Console console) {
    this.console = console;
  }

  @Override
  public void notice(String stream, String message) {
    console.mention(stream + ": " + message);
  }

  @Override
  public void warning(String stream, String message) {
    console.tell("warning: " + stream + ": " + message);
  }

  @Override
  public void runFinished(RunOutcome outcome) {
    RunSummary summary = new RunSummary(outcome);
    if (outcome.exit() != 0) {
      console.fail(String.join("\n", summary.errors()), summary.next(), outcome.exit());
    }
    console.tell(summary.line());
  }
}
