package io.navette.history;

import io.navette.row.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * A rejection in the store.
 *
 * @param number unique in the store; a later one is greater, over all runs
 * @param replayed the run that carried it over after all
 */
public record KeptRejection(
    String run,
    long number,
    String job,
    String stream,
    Rejection rejection,
    Instant at,
    Optional<String> replayed) {}
