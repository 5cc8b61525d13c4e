package io.navette.sync;

/** What exit code a failure stands for; {@code Main} knows. */
@FunctionalInterface
public interface ExitCodes {
  int of(Throwable failure);
}
