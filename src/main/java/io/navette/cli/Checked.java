package io.navette.cli;

import java.time.Duration;

/**
 * What testing one connection or job found.
 *
 * @param exit 0, or the exit code of what went wrong
 * @param detail product and version, or the reason and what to do
 */
record Checked(String kind, String name, int exit, Duration time, String detail) {
  boolean good() {
    return exit == 0;
  }
}
