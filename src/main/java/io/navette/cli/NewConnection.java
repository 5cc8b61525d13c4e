package io.navette.cli;

import io.navette.config.ConfigFiles;
import io.navette.config.ConnectionConfig;
import io.navette.config.ConnectionDraft;
import io.navette.config.References;
import io.navette.connector.LoginConnector;
import io.navette.connector.Setting;
import io.navette.failure.Failure;
import io.navette.http.auth.Login;
import io.navette.sync.Endpoint;
import java.util.List;
import java.util.stream.Collectors;

/** A connection on its way into the YAML, with its secrets on their way into the keystore. */
record NewConnection(
    Session session, ConfigFiles files, ConnectionDraft draft, PendingSecrets pending) {
  /** Saves all of it or nothing; blocks. */
  void save(ConnectAnswers answers, boolean tested) {
    requireComplete(draft);
    answers.pause();
    answers.replace(pending.replaced());
    answers.pause();
    if (tested) {
      test(draft.config(files.folder()), pending);
    }
    pending.save();
    session.console().tell("added " + draft.name() + " to " + files.add(draft));
  }

  private static void requireComplete(ConnectionDraft draft) {
    List<Setting> missing = draft.missing();
    if (!missing.isEmpty()) {
      throw new Failure.Usage(
          draft.name()
              + " lacks "
              + missing.stream().map(Setting::name).collect(Collectors.joining(", ")),
          "add " + missing.stream().map(NewConnection::option).collect(Collectors.joining(" ")));
    }
  }

  private static String option(Setting setting) {
    return switch (setting.kind()) {
      case SECRET -> "--secret " + setting.name();
      case MAP -> "--set " + setting.name() + ".KEY=...";
      case TEXT, INTEGER, BOOLEAN, PATH, DURATION, CHOICE, LIST ->
          "--set " + setting.name() + "=...";
    };
  }

  private void test(ConnectionConfig connection, PendingSecrets pending) {
    References references =
        new References(
            session.surroundings().environment(),
            () -> pending,
            () -> session.workspace().remoteSecrets());
    try {
      Endpoint endpoint = connection.endpoint(references);
      if (waitsForLogin(endpoint)) {
        session
            .console()
            .tell(
                connection.name()
                    + ": not tested, as nobody has logged in yet; next: navette connect login "
                    + connection.name());
        return;
      }
      String found = endpoint.connector().check(endpoint.settings());
      session.console().tell(connection.name() + ": " + found);
    } catch (Failure failed) {
      session.console().tell("nothing was saved; --no-test would save it untested");
      throw failed;
    }
  }

  /** A connection that is just being made has no login yet, where it is one that a person makes. */
  private static boolean waitsForLogin(Endpoint endpoint) {
    if (!(endpoint.connector() instanceof LoginConnector connector)) {
      return false;
    }
    try (Login login = connector.openLogin(endpoint.settings())) {
      return login.offersBrowser() || login.offersDevice();
    } catch (Failure.Configuration none) {
      // Its settings sign in by themselves.
      return false;
    }
  }
}
