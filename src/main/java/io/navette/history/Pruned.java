package io.navette.history;

/** How much was removed from the history. */
public record Pruned(long runs, long rejections) {}
