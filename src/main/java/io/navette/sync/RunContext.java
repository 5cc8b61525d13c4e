package io.navette.sync;

/** Who and what starts a run; recorded with it. */
public record RunContext(Trigger trigger, String host, String user, long pid, String configHash) {}
