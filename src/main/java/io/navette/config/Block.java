package io.navette.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the keys of one block, remembers which were asked for, and reports the others. */
final class Block {
  private final Yaml.Entries entries;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Block(Yaml.Entries entries, String path, Problems problems) {
    this.entries = entries;
    this.path = path;
    this.problems = problems;
  }

  Yaml.Entries entries() {
    return entries;
  }

  Mark mark() {
    return entries.mark();
  }

  String path() {
    return path;
  }

  Problems problems() {
    return problems;
  }

  /** The value of a key; empty when it is missing or nothing stands behind it. */
  Optional<Yaml> find(String key) {
    known.add(key);
    return Optional.ofNullable(entries.values().get(key))
        .filter(value -> !(value instanceof Yaml.Scalar scalar && scalar.isEmpty()));
  }

  /** Says that a key's value is wrong. */
  void wrong(String key, String what) {
    Yaml value = entries.values().get(key);
    problems.add(value == null ? entries.mark() : value.mark(), join(key), what);
  }

  String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Optional<String> text(String key) {
    return find(key)
        .flatMap(
            value -> {
              if (value instanceof Yaml.Scalar scalar) {
                return Optional.of(scalar.text());
              }
              wrong(key, "expected a single value, found " + value.kind());
              return Optional.empty();
            });
  }

  /** A value that {@code reader} understands, or says in an exception's message why not. */
  <T> Optional<T> value(String key, Function<String, T> reader) {
    return text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(reader.apply(text));
              } catch (IllegalArgumentException e) {
                wrong(key, String.valueOf(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  /** A list of texts; a single text is a list of one. */
  Optional<List<String>> list(String key) {
    return find(key)
        .map(
            value -> {
              List<String> texts = new ArrayList<>();
              List<Yaml> items =
                  value instanceof Yaml.Items several ? several.values() : List.of(value);
              for (Yaml item : items) {
                if (item instanceof Yaml.Scalar scalar) {
                  texts.add(scalar.text());
                } else {
                  wrong(key, "expected texts, found " + item.kind());
                }
              }
              return texts;
            });
  }

  /** A block of keys under a key. */
  Optional<Yaml.Entries> entries(String key) {
    return find(key)
        .flatMap(
            value -> {
              if (value instanceof Yaml.Entries block) {
                return Optional.of(block);
              }
              wrong(key, "expected a block of keys, found " + value.kind());
              return Optional.empty();
            });
  }

  /** A block of texts under keys; values are read by {@code reader}. */
  <T> Optional<Map<String, T>> map(String key, Function<String, T> reader) {
    return entries(key)
        .map(
            block -> {
              Map<String, T> map = new LinkedHashMap<>();
              Block inner = new Block(block, join(key), problems);
              for (String name : block.values().keySet()) {
                inner.value(name, reader).ifPresent(value -> map.put(name, value));
              }
              return map;
            });
  }

  /** Reports the keys that nobody asked for. */
  void finish() {
    for (String key : entries.values().keySet()) {
      if (!known.contains(key)) {
        problems.unknown(entries.keyMark(key), path, key, known);
      }
    }
  }
}
