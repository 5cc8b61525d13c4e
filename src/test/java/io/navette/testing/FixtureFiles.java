package io.navette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fixtures of connectors, a folder for each: all of them, or with {@code
 * -Dnavette.connector=NAME} those of one connector while it is being built.
 */
final class FixtureFiles {
  static final Path ROOT = Path.of("src", "test", "resources", "connectors");

  private static final String ONLY = System.getProperty("navette.connector", "");

  private FixtureFiles() {}

  /** Sorted by path; the pattern is a regular expression of the file's name. */
  static List<Path> named(String pattern) throws IOException {
    try (Stream<Path> files = Files.find(ROOT, 2, (path, attributes) -> true)) {
      return files
          .filter(path -> String.valueOf(path.getFileName()).matches(pattern))
          .filter(path -> ONLY.isEmpty() || path.resolveSibling("").endsWith(ONLY))
          .sorted()
          .toList();
    }
  }
}
