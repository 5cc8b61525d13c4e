package io.navette.connector.file;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A connection's {@code path}: a file, a folder, or a glob such as {@code exports/*.csv}.
 *
 * @param extensions of the format; in a folder, files with others are not seen
 */
record Place(String connection, Path path, List<String> extensions) {

  static Place of(Settings settings, FileFormat format) {
    return new Place(
        settings.connection(), settings.path("path").orElseThrow(), format.extensions());
  }

  /** Whether the path is {@code -}: standard input and output. */
  boolean isStandard() {
    return path.endsWith("-");
  }

  /** The files there are now, by name. */
  List<Path> files() {
    try {
      if (Files.isRegularFile(path)) {
        return List.of(path);
      }
      if (Files.isDirectory(path)) {
        return walk(path, 1, file -> extension(file).isPresent() && !hidden(file));
      }
      return isGlob() ? matches() : List.of(path.toRealPath());
    } catch (IOException e) {
      throw FileFailure.of(where(), e);
    }
  }

  String where() {
    return "connection " + connection + ", path " + path;
  }

  /** The name of a file as a stream: relative to the folder. */
  String name(Path file) {
    return folder().relativize(file).toString();
  }

  /** Whether there can be only one file. */
  boolean isSingle() {
    return Files.isRegularFile(path) || (!Files.isDirectory(path) && extension(path).isPresent());
  }

  boolean isGlob() {
    return hasWildcard(path) && !Files.exists(path);
  }

  /** The name without the format's extension. */
  String bare(String name) {
    return name.substring(0, name.length() - extension(Path.of(name)).orElse("").length());
  }

  /** The file, and the part of it, that a stream is written to. */
  FileStream target(String name, boolean divided) {
    if (isStandard()) {
      return new FileStream(connection, name, path, divided ? name : "");
    }
    if (isGlob()) {
      throw new Failure.Configuration(
          where() + ": a pattern can be read but not written", "give a folder or a file as path:");
    }
    if (!divided) {
      return new FileStream(connection, name, isSingle() ? single(name) : inside(name), "");
    }
    if (isSingle()) {
      return new FileStream(connection, name, path, name);
    }
    int slash = name.lastIndexOf('/');
    Path file = inside(slash < 0 ? name : name.substring(0, slash));
    return new FileStream(connection, name, file, bare(name.substring(slash + 1)));
  }

  private Path inside(String name) {
    String complete = extension(Path.of(name)).isPresent() ? name : name + extensions.get(0);
    Path file = path.resolve(complete).normalize();
    if (!file.startsWith(path) || file.equals(path)) {
      throw new Failure.Configuration(
          where() + ": " + name + " stands outside of the folder", "write into a file inside it");
    }
    return file;
  }

  private Path single(String name) {
    String file = fileName(path);
    if (!name.equals(file) && !name.equals(bare(file))) {
      throw new Failure.Configuration(
          where() + ": the connection is one file, and can't be written as " + name,
          "write into: " + file + ", or give a folder as path:");
    }
    return path;
  }

  private List<Path> matches() throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path);
    int depth = path.toString().contains("**") ? 64 : path.getNameCount() - folder().getNameCount();
    return walk(folder(), depth, matcher::matches);
  }

  private static List<Path> walk(Path folder, int depth, java.util.function.Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  private Path folder() {
    if (Files.isDirectory(path)) {
      return path;
    }
    Path folder = parent(path);
    while (isGlob() && hasWildcard(folder)) {
      folder = parent(folder);
    }
    return folder;
  }

  static Path parent(Path path) {
    return Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path.getRoot());
  }

  private static boolean hasWildcard(Path path) {
    return path.toString().matches(".*[*?\\[{].*");
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static boolean hidden(Path file) {
    return fileName(file).startsWith(".");
  }

  private Optional<String> extension(Path file) {
    String name = fileName(file).toLowerCase(Locale.ROOT);
    return extensions.stream().filter(name::endsWith).findFirst();
  }
}
