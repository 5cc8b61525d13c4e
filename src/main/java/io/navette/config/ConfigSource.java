package io.navette.config;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a configuration is looked for.
 *
 * @param given {@code --config}: a file or a folder
 * @param environment for {@code NAVETTE_CONFIG}
 * @param folder the working directory, absolute
 * @param fallback the folder of a tenant's own files; empty without a tenant
 * @param overrides {@code key=value} of {@code --set}, later ones win
 */
public record ConfigSource(
    Optional<String> given,
    Map<String, String> environment,
    Path folder,
    Optional<Path> fallback,
    List<String> overrides) {
  public ConfigSource {
    environment = Map.copyOf(environment);
    overrides = List.copyOf(overrides);
  }

  /** The file or folder to read; it may not exist. */
  public Path path() {
    String variable = environment.getOrDefault("NAVETTE_CONFIG", "");
    if (given.isPresent()) {
      return folder.resolve(given.get());
    }
    if (!variable.isEmpty()) {
      return folder.resolve(variable);
    }
    return fallback.orElse(folder).resolve("navette.yaml");
  }

  /** Those files that are there, in the order they are read; may be none. */
  List<Path> files() {
    Path path = path();
    if (!Files.isDirectory(path)) {
      return Files.isRegularFile(path) ? List.of(path) : List.of();
    }
    try (Stream<Path> listed = Files.list(path)) {
      return listed.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new Failure.Configuration(
          "the folder " + path + " can't be read: " + e.getMessage(), "check its rights", e);
    }
  }

  /** A file as messages name it. */
  String shown(Path file) {
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }
}
