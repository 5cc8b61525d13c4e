package io.navette.connector;

/** A sink whose target changes only at the chunk that is {@link Chunk#last}: files. */
public interface AllOrNothing {}
