package io.navette.http;

import java.lang.System.Logger.Level;

/** Takes what one connection's clients have to say; called from any thread that sends. */
@FunctionalInterface
public interface HttpLog {
  /** Takes a line that holds no secret. */
  void write(Level level, String line);

  /** Whether lines of this level are kept; others need not be made. */
  default boolean shows(Level level) {
    return true;
  }
}
