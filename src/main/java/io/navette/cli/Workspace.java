package io.navette.cli;

import io.navette.connector.Catalog;
import io.navette.history.HistoryStore;
import io.navette.secret.RemoteSecrets;
import io.navette.secret.SecretStore;
import io.navette.sync.Endpoint;
import io.navette.sync.Flow;
import io.navette.sync.Job;
import io.navette.sync.Journal;
import io.navette.sync.Leases;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The configuration, the keystore behind it and the history, as commands use them. Each is opened
 * when first asked for, so that {@code --help} costs nothing. Thread-safe.
 */
public interface Workspace extends AutoCloseable {
  /**
   * All connections, in the YAML's order. Throws {@link io.navette.failure.Failure.Configuration}.
   */
  List<Endpoint> endpoints();

  /** The connection of this name; a misspelt one is refused with the nearest names. */
  Endpoint endpoint(String name);

  /** All connections, or the one of this name, for showing: secrets are not looked up. */
  List<Endpoint> masked(Optional<String> name);

  /** The jobs of these names, or all when none is given; misspelt ones are refused. */
  List<Job> jobs(List<String> names);

  /** The flow of this name; a misspelt one is refused with the nearest names. */
  Flow flow(String name);

  /** Of those, the ones whose schedule has passed since their last good run. */
  List<Job> dueJobs(List<String> names);

  /** A hash of the job as configured, without secrets. */
  String configHash(Job job);

  Journal journal();

  Leases leases();

  /** The history itself, for showing; opened at the first call. */
  HistoryStore history();

  /** Asks secret managers and commands; asks nobody yet. */
  RemoteSecrets remoteSecrets();

  @Override
  void close();

  /** Opens the workspace that the global options ask for. */
  interface Opener {
    Workspace open(Request request, Surroundings surroundings);
  }

  /**
   * What the global options say about it.
   *
   * @param config a file or folder; empty for the usual place
   * @param overrides {@code key=value}, later ones win
   * @param secrets asked when the first secret is needed
   * @param catalog all connectors
   */
  record Request(
      Optional<String> config,
      Optional<String> tenant,
      List<String> overrides,
      Supplier<? extends SecretStore> secrets,
      Supplier<Catalog> catalog) {
    public Request {
      overrides = List.copyOf(overrides);
    }
  }
}
