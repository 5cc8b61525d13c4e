package io.navette.cli.history;

import io.navette.console.Console;
import io.navette.history.HistoryStore;
import io.navette.sync.Job;
import java.time.InstantSource;

/** What these commands work with; asked only when a command runs. */
public interface HistoryDesk {
  Console console();

  /** Opened at the first call; closed by whoever made the desk. */
  HistoryStore store();

  InstantSource clock();

  /** The job as configured now; a misspelt one is refused. */
  Job job(String name);
}
