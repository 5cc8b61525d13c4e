package io.navette.history;

import io.navette.row.Bookmark;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the next run of a stream starts.
 *
 * @param former the bookmark before the last change
 * @param run the run that set it; empty when an operator did
 */
public record StreamState(
    String job,
    String stream,
    Optional<Bookmark> bookmark,
    Optional<Bookmark> former,
    Optional<String> run,
    Instant changed) {}
