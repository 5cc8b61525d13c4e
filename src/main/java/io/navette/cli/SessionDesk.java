package io.navette.cli;

import io.navette.cli.history.HistoryDesk;
import io.navette.console.Console;
import io.navette.history.HistoryStore;
import io.navette.sync.Job;
import java.time.InstantSource;
import java.util.List;

/** The session as the commands of the history see it. */
final class SessionDesk implements HistoryDesk {
  private final Session session;

  SessionDesk(Session session) {
    this.session = session;
  }

  @Override
  public Console console() {
    return session.console();
  }

  @Override
  public HistoryStore store() {
    return session.workspace().history();
  }

  @Override
  public InstantSource clock() {
    return session.surroundings().clock();
  }

  @Override
  public Job job(String name) {
    return session.workspace().jobs(List.of(name)).get(0);
  }
}
