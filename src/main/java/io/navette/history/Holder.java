package io.navette.history;

/** The process that works with the history; named to whoever waits for its lease. */
public record Holder(String host, long pid, String user) {}
