package io.navette.config;

import io.navette.failure.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts {@code --set a.b=c} into the YAML. Names with dots are matched against what is there. With
 * several files it goes into the one that holds the connection or job it names.
 */
final class Overrides {
  private static final Set<String> NAMED = Set.of("connections", "jobs");

  private final String path;
  private final String value;
  private final Mark mark;

  private Overrides(String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new Failure.Usage(
          "--set " + override + ": expected KEY=VALUE", "e.g. --set jobs.shop.parallel=1");
    }
    this.path = override.substring(0, equals);
    this.value = override.substring(equals + 1);
    this.mark = new Mark("--set " + path, 0, 0);
  }

  /**
   * One file's content.
   *
   * @param connection its name, where the whole file is one
   */
  record Target(Yaml.Entries top, Optional<String> connection) {
    /** The path inside this file; empty where the file holds nothing of that name. */
    Optional<String> inside(String path) {
      if (connection.isPresent()) {
        String prefix = "connections." + connection.get() + ".";
        return Optional.of(path)
            .filter(whole -> whole.startsWith(prefix))
            .map(whole -> whole.substring(prefix.length()));
      }
      Optional<String> block = longestKey(top, path).filter(key -> !key.equals(path));
      boolean holds =
          block.isPresent()
              && (!NAMED.contains(block.get())
                  || (top.values().get(block.get()) instanceof Yaml.Entries named
                      && longestKey(named, path.substring(block.get().length() + 1)).isPresent()));
      return holds ? Optional.of(path) : Optional.empty();
    }

    /** What can be addressed. */
    Stream<String> names() {
      return connection.isPresent()
          ? connection.stream().map(name -> "connections." + name)
          : NAMED.stream().sorted().flatMap(this::names);
    }

    private Stream<String> names(String block) {
      return top.values().get(block) instanceof Yaml.Entries named
          ? named.values().keySet().stream().map(name -> block + "." + name)
          : Stream.empty();
    }
  }

  static void apply(List<Target> files, List<String> overrides) {
    overrides.forEach(override -> new Overrides(override).apply(files));
  }

  private void apply(List<Target> files) {
    for (Target file : files) {
      Optional<String> inside = file.inside(path);
      if (inside.isPresent()) {
        set(file.top(), inside.get());
        return;
      }
    }
    if (files.size() > 1 && NAMED.contains(path.split("\\.", 2)[0])) {
      throw new Failure.Usage(
          "--set " + path + ": none of the configuration's files holds it",
          "name what is there: " + known(files));
    }
    set(
        files.stream()
            .filter(file -> file.connection().isEmpty())
            .findFirst()
            .orElse(files.getFirst())
            .top(),
        path);
  }

  private static String known(List<Target> files) {
    return files.stream().flatMap(Target::names).collect(Collectors.joining(", "));
  }

  private void set(Yaml.Entries block, String rest) {
    Optional<String> known = longestKey(block, rest);
    if (known.isPresent() && !known.get().equals(rest)) {
      Yaml.Entries inner =
          block.values().get(known.get()) instanceof Yaml.Entries entries
              ? entries
              : Yaml.Entries.empty(mark);
      block.put(known.get(), mark, inner);
      set(inner, rest.substring(known.get().length() + 1));
      return;
    }
    int dot = rest.indexOf('.');
    if (known.isPresent() || dot < 0) {
      block.put(rest, mark, new Yaml.Scalar(value, true, mark));
      return;
    }
    Yaml.Entries inner = Yaml.Entries.empty(mark);
    block.put(rest.substring(0, dot), mark, inner);
    set(inner, rest.substring(dot + 1));
  }

  /** The longest existing key that the path begins with. */
  private static Optional<String> longestKey(Yaml.Entries block, String path) {
    return block.values().keySet().stream()
        .filter(key -> path.equals(key) || path.startsWith(key + "."))
        .max(Comparator.comparingInt(String::length));
  }
}
