package io.navette.testing;

import java.io.IOException;

/**
 * Runs a command beside a PostgreSQL that it may learn from; the build makes the cache of loaded
 * classes with it. Ends with the command's exit code.
 */
public final class CacheTraining {
  private CacheTraining() {}

  /**
   * Blocks until the command has ended.
   *
   * @param command the program and its arguments; NAVETTE_WARM_UP_POSTGRES in its environment is
   *     the server's port
   */
  public static void main(String[] command) throws IOException, InterruptedException {
    ProcessBuilder training = new ProcessBuilder(command).inheritIO();
    training.environment().put("NAVETTE_WARM_UP_POSTGRES", Integer.toString(TestPostgres.port()));
    System.exit(training.start().waitFor());
  }
}
