package io.navette;

import io.navette.console.LibraryLog;

/**
 * What Java and libraries would look for in every library at start, which opens them all and reads
 * their lists of entries: a quarter of the start. {@code lib/services.jar} and the order of the
 * class path do the rest.
 */
final class Lookups {
  /** Linux's, in every JDK so far. */
  private static final String SELECTORS = "sun.nio.ch.EPollSelectorProvider";

  private Lookups() {}

  /** Before anything else; names given on the command line stand. */
  static void spare() {
    LibraryLog.install();
    System.setProperty("picocli.disable.closures", "true");
    String selectors = "java.nio.channels.spi.SelectorProvider";
    if (System.getProperty(selectors) == null && selectorsAreThere()) {
      System.setProperty(selectors, SELECTORS);
    }
  }

  private static boolean selectorsAreThere() {
    try {
      Class<?> unused = Class.forName(SELECTORS, false, null);
      return System.getProperty("os.name").equals("Linux");
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
