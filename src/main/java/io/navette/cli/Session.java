package io.navette.cli;

import io.navette.config.ConfigFiles;
import io.navette.connector.Catalog;
import io.navette.connector.SharedState;
import io.navette.console.Console;
import io.navette.console.Prompts;
import io.navette.failure.Failure;
import io.navette.http.ReachableLimits;
import io.navette.http.auth.KeystoreTokenStore;
import io.navette.secret.Keystore;
import io.navette.secret.Places;
import io.navette.secret.Prompt;
import io.navette.secret.Unlockers;
import io.navette.sync.Job;
import io.navette.sync.RunContext;
import io.navette.sync.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a command works with, made when first asked for: parsing must have happened before. */
final class Session {
  private final Surroundings surroundings;
  private final GlobalOptions options;
  private @Nullable Workspace workspace;
  private @Nullable Keystore keystore;
  private @Nullable Catalog catalog;

  Session(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  GlobalOptions options() {
    return options;
  }

  Catalog catalog() {
    Catalog made = catalog;
    if (made == null) {
      made = surroundings.catalog().apply(shared());
      catalog = made;
    }
    return made;
  }

  /** The keystore and the history of this command; opened by the connector that needs them. */
  private SharedState shared() {
    Consumer<String> notes = note -> console().tell(note);
    return new SharedState(
        new KeystoreTokenStore(keystore(), notes),
        new ReachableLimits(() -> workspace().history().limits(), surroundings.clock(), notes),
        notes);
  }

  Console console() {
    return new Console(
        surroundings.out(), surroundings.err(), options.look(surroundings), surroundings.clock());
  }

  /** Whether a person may be asked. */
  boolean mayAsk() {
    return surroundings.asks() && !options.noInput;
  }

  /** Opened at the first call. */
  Workspace workspace() {
    Workspace open = workspace;
    if (open == null) {
      open =
          surroundings
              .workspaces()
              .orElseThrow(() -> new Failure.Usage("this command needs a configuration", ""))
              .open(
                  new Workspace.Request(
                      options.config,
                      options.tenant,
                      options.overrides,
                      this::keystore,
                      this::catalog),
                  surroundings);
      workspace = open;
    }
    return open;
  }

  /** The YAML files for changing them, read anew. */
  ConfigFiles configFiles() {
    return ConfigFiles.read(
        Homes.configuration(surroundings, options.config, options.tenant, List.of()));
  }

  /** This tenant's keystore; opened by what needs a secret. */
  Keystore keystore() {
    Keystore known = keystore;
    if (known == null) {
      Places places = Homes.places(surroundings, options.tenant);
      known =
          new Keystore(places, new Unlockers(surroundings.environment(), options.tenant, prompt()));
      keystore = known;
    }
    return known;
  }

  /** Asks for a passphrase on a terminal, and only there. */
  Prompt prompt() {
    return message -> mayAsk() ? Optional.of(typed(message)) : Optional.empty();
  }

  private static char[] typed(String message) {
    try (Prompts prompts = new Prompts()) {
      return prompts.askSecret(message).reveal().toCharArray();
    }
  }

  /** Asks for the parts of a new connection if somebody is there; opens nothing yet. */
  ConnectAnswers answers() {
    return mayAsk() ? new TerminalAnswers(Prompts::new) : new GivenAnswers(surroundings.in());
  }

  /** Closes what was opened. */
  void end() {
    if (workspace != null) {
      workspace.close();
    }
  }

  /** Who and what starts a run now. */
  RunContext runContext(Job job) {
    return new RunContext(
        trigger(),
        Host.name(surroundings.environment()),
        System.getProperty("user.name", ""),
        ProcessHandle.current().pid(),
        workspace().configHash(job));
  }

  private Trigger trigger() {
    if (!surroundings.environment().getOrDefault("CI", "").isEmpty()) {
      return Trigger.CI;
    }
    return surroundings.errWidth().isPresent() ? Trigger.TERMINAL : Trigger.CRON;
  }
}
