package io.navette.history;

/**
 * How much was removed from the history.
 *
 * @param sent rows that were added to a target, and are remembered no longer
 */
public record Pruned(long runs, long rejections, long sent) {}
