package io.navette.connector;

/** A source that evaluates {@link ReadRequest#where} itself, in its own language. */
public interface Filtering {}
