package io.navette.config;

import java.util.List;
import java.util.Optional;

/**
 * A job as written.
 *
 * @param from and {@code to} are names of connections
 * @param schedule as written; empty for a job that only runs when it is named
 */
record JobConfig(
    String name,
    String from,
    String to,
    Optional<Schedule> schedule,
    int parallel,
    List<StreamConfig> streams,
    String hash) {
  JobConfig {
    streams = List.copyOf(streams);
  }
}
