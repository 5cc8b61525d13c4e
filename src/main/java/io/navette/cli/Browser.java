package io.navette.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The person's web browser. */
final class Browser {
  private final Map<String, String> environment;

  Browser(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Whether a program was found that takes the address; it may still show nothing. */
  boolean open(String address) {
    String given = environment.getOrDefault("BROWSER", "");
    if (!given.isEmpty()) {
      return start(words(given, address));
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return start(List.of("open", address));
    }
    return system.contains("windows")
        ? start(List.of("rundll32", "url.dll,FileProtocolHandler", address))
        : start(List.of("xdg-open", address));
  }

  /** {@code BROWSER} is a command; the address takes the place of %s, or comes last. */
  private static List<String> words(String command, String address) {
    String first = command.split(":(?![/\\\\])", -1)[0];
    List<String> words = List.of(first.strip().split("\\s+"));
    return words.contains("%s")
        ? words.stream().map(word -> word.equals("%s") ? address : word).toList()
        : Stream.concat(words.stream(), Stream.of(address)).toList();
  }

  private static boolean start(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return true;
    } catch (IOException missing) {
      return false;
    }
  }
}
