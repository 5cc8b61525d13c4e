package io.navette.sync;

/** Who started a run. */
public enum Trigger {
  CRON,
  TERMINAL,
  CI
}
