package io.navette.config;

import io.navette.failure.Failure;
import java.util.List;
import java.util.Optional;

/** Puts {@code --set a.b=c} into the YAML. Names with dots are matched against what is there. */
final class Overrides {
  private final Mark mark;

  private Overrides(String override) {
    this.mark = new Mark("--set " + override.substring(0, override.indexOf('=')), 0, 0);
  }

  static void apply(Yaml.Entries top, List<String> overrides) {
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        throw new Failure.Usage(
            "--set " + override + ": expected KEY=VALUE", "e.g. --set jobs.shop.parallel=1");
      }
      new Overrides(override)
          .set(top, override.substring(0, equals), override.substring(equals + 1));
    }
  }

  private void set(Yaml.Entries block, String path, String value) {
    Optional<String> known = longestKey(block, path);
    if (known.isPresent() && !known.get().equals(path)) {
      Yaml.Entries inner =
          block.values().get(known.get()) instanceof Yaml.Entries entries
              ? entries
              : Yaml.Entries.empty(mark);
      block.put(known.get(), mark, inner);
      set(inner, path.substring(known.get().length() + 1), value);
      return;
    }
    int dot = path.indexOf('.');
    if (known.isPresent() || dot < 0) {
      block.put(path, mark, new Yaml.Scalar(value, true, mark));
      return;
    }
    Yaml.Entries inner = Yaml.Entries.empty(mark);
    block.put(path.substring(0, dot), mark, inner);
    set(inner, path.substring(dot + 1), value);
  }

  /** The longest existing key that the path begins with. */
  private static Optional<String> longestKey(Yaml.Entries block, String path) {
    return block.values().keySet().stream()
        .filter(key -> path.equals(key) || path.startsWith(key + "."))
        .max(java.util.Comparator.comparingInt(String::length));
  }
}
