package io.navette.http;

import java.time.Duration;

/** Nobody to share with. */
final class NoLimits implements SharedLimits {
  @Override
  public Permits take(String connection, Pace pace, int wanted) {
    return new Permits(wanted, Duration.ZERO);
  }

  @Override
  public void hold(String connection, Duration wait) {}

  @Override
  public Turn turn(String connection, String host) {
    return new Turn.Go();
  }

  @Override
  public void opened(String connection, String host, Duration rest, String error) {}

  @Override
  public void closed(String connection, String host) {}
}
