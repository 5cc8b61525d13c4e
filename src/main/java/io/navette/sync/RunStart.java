package io.navette.sync;

import java.time.Instant;

/**
 * What is known when a run begins.
 *
 * @param id sortable by time, unique across hosts
 * @param configHash of the job as configured, secrets not included
 */
public record RunStart(
    String id,
    String job,
    String source,
    String target,
    Trigger trigger,
    String host,
    String user,
    long pid,
    String configHash,
    Instant at) {}
