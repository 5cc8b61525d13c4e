package io.navette.row;

/**
 * Where a stream is resumed. Opaque JSON to all but the connector that made it: it holds what is
 * needed to go on in the middle of a pass as well as to start the next one.
 */
public record Bookmark(String json) {}
