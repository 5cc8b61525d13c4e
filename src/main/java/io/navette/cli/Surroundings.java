package io.navette.cli;

import io.navette.connector.Catalog;
import io.navette.connector.SharedState;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The process as a command sees it, handed in by {@code Main} so that tests can run commands
 * without one.
 *
 * @param version as printed by {@code --version}
 * @param environment the environment variables
 * @param folder the working directory, absolute
 * @param outWidth columns of the terminal behind {@code out}; empty when it is none
 * @param errWidth columns of the terminal behind {@code err}; empty when it is none
 * @param asks whether a person can be asked: a terminal stands behind stdin and stderr
 * @param catalog all connectors, made for a command that shares this with other runs
 * @param workspaces opens configuration and history; without it only commands that need neither are
 *     offered
 */
public record Surroundings(
    String version,
    Map<String, String> environment,
    Path folder,
    InputStream in,
    PrintStream out,
    PrintStream err,
    OptionalInt outWidth,
    OptionalInt errWidth,
    boolean asks,
    InstantSource clock,
    Function<SharedState, Catalog> catalog,
    Optional<Workspace.Opener> workspaces) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
