package io.navette.http;

import java.time.Duration;

/**
 * What all runs know together about a connection's remote: how many requests may still be sent, and
 * whether it is to be left alone. Thread-safe. Every call blocks for one short transaction, and
 * fails with {@link io.navette.failure.Failure.Remote} when the runs can't be reached.
 */
public interface SharedLimits {
  /** For a process that is alone. */
  SharedLimits NONE = new NoLimits();

  /** Takes up to {@code wanted} permits to send; they are good for a few seconds only. */
  Permits take(String connection, Pace pace, int wanted);

  /** No run sends anything to it before this time has passed. */
  void hold(String connection, Duration wait);

  /**
   * Asks whether a host may be spoken to. When it has rested, one run is made its probe: it tells
   * what came out by {@link #opened} or {@link #closed}.
   */
  Turn turn(String connection, String host);

  /** The host failed too often: it is left alone for this time. */
  void opened(String connection, String host, Duration rest, String error);

  /** The host is well again. */
  void closed(String connection, String host);

  /**
   * What was granted.
   *
   * @param count how many; when 0, there may be one after {@code pause}
   */
  record Permits(int count, Duration pause) {}

  /** Whether to speak to a host now. */
  sealed interface Turn {
    /** It is well. */
    record Go() implements Turn {}

    /** It has rested, and this run shows whether it is well. */
    record Probe() implements Turn {}

    /** It rests, or a probe is on its way. */
    record Rest(Duration left, String error) implements Turn {}
  }
}
