package io.navette.secret;

/** Secrets that another program or service keeps. Thread-safe; every method blocks. */
@FunctionalInterface
public interface RemoteSecrets {
  /**
   * Fetches one, now.
   *
   * @param service {@code vault}, {@code aws}, {@code google}, {@code azure} or {@code cmd}
   * @param name what stands behind the colon of the reference
   * @param where file, line and setting, for messages
   * @throws io.navette.failure.Failure naming the reference, the cause and what to do
   */
  Secret fetch(String service, String name, String where);
}
