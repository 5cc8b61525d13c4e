package io.navette.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** This machine. */
final class Host {
  /** Linux's own; Java's way asks every library for a resolver of names first. */
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private Host() {}

  /** Its name, HOSTNAME before all. May ask the network where the system is not Linux. */
  static String name(Map<String, String> environment) {
    String set = environment.get("HOSTNAME");
    return set == null ? name() : set;
  }

  private static String name() {
    try {
      return Files.isReadable(KERNEL)
          ? Files.readString(KERNEL).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
