package io.navette.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that knows where it stands. */
sealed interface Yaml {
  Mark mark();

  /** What a person would call it. */
  String kind();

  /** A single value as written; {@code plain} when it stood in no quotes. */
  record Scalar(String text, boolean plain, Mark mark) implements Yaml {
    @Override
    public String kind() {
      return "\"" + text + "\"";
    }

    /** Nothing was written behind the colon. */
    boolean isEmpty() {
      return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }
  }

  /** Several values in order. */
  record Items(List<Yaml> values, Mark mark) implements Yaml {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Values under keys, in the order of the file. */
  record Entries(Map<String, Yaml> values, Map<String, Mark> keys, Mark mark) implements Yaml {
    static Entries empty(Mark mark) {
      return new Entries(new LinkedHashMap<>(), new LinkedHashMap<>(), mark);
    }

    void put(String key, Mark at, Yaml value) {
      values.put(key, value);
      keys.put(key, at);
    }

    /** Where the key stands; where the block begins when it came from elsewhere. */
    Mark keyMark(String key) {
      return keys.getOrDefault(key, mark);
    }

    @Override
    public String kind() {
      return "a block of keys";
    }
  }
}
