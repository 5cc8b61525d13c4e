package io.navette.http;

/** A header by which a vendor says how long to wait, and what its number means. */
public record WaitHeader(String name, Unit unit) {

  /** Seconds from now, or a point in time. */
  public enum Unit {
    SECONDS,
    MILLISECONDS,
    EPOCH_SECONDS,
    EPOCH_MILLISECONDS
  }
}
