package io.navette.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which processes this one can see: two containers may have the same host name. */
final class ProcessSpace {
  private ProcessSpace() {}

  /** The PID namespace, see namespaces(7); empty where there is none. */
  static String name() {
    Path link = Path.of("/proc/self/ns/pid");
    try {
      return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
    } catch (IOException e) {
      return "unknown to " + ProcessHandle.current().pid();
    }
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
