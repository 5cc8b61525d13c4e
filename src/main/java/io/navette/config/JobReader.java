package io.navette.config;

import io.navette.connector.Connector;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one entry of {@code jobs:}. */
final class JobReader {
  private final Map<String, ConnectionConfig> connections;

  JobReader(Map<String, ConnectionConfig> connections) {
    this.connections = connections;
  }

  Optional<JobConfig> read(String name, Block block) {
    Optional<ConnectionConfig> from = end(block, "from");
    Optional<ConnectionConfig> to = end(block, "to");
    Optional<Schedule> schedule = schedule(block);
    long parallel = block.value("parallel", Values::integer).orElse(1L);
    if (parallel < 1 || parallel > 64) {
      block.wrong("parallel", "expected 1 to 64");
    }
    Optional<Yaml.Entries> defaults = block.entries("defaults");
    Optional<Yaml> streams = block.find("streams");
    block.finish();
    if (streams.isEmpty()) {
      block.problems().add(block.mark(), block.path(), "streams is missing");
    }
    if (from.isEmpty() || to.isEmpty() || streams.isEmpty()) {
      return Optional.empty();
    }
    Connector source = from.get().connector();
    Connector target = to.get().connector();
    direction(block, source, target);
    List<StreamConfig> read = new ArrayList<>();
    StreamReader reader = new StreamReader(source, target, connections);
    merged(block, defaults, streams.get())
        .forEach(
            (pattern, entries) ->
                read.add(
                    reader.read(
                        pattern,
                        new Block(entries, block.join("streams." + pattern), block.problems()))));
    return Optional.of(
        new JobConfig(
            name,
            from.get().name(),
            to.get().name(),
            schedule,
            (int) parallel,
            read,
            hash(block.entries(), from.get(), to.get())));
  }

  private static void direction(Block block, Connector source, Connector target) {
    if (!(source instanceof SourceConnector)) {
      block.wrong("from", source.name() + " can't be read from");
    }
    if (!(target instanceof SinkConnector)) {
      block.wrong("to", target.name() + " can't be written to");
    }
  }

  private Optional<ConnectionConfig> end(Block block, String key) {
    Optional<String> name = block.text(key);
    if (name.isEmpty()) {
      block.problems().add(block.mark(), block.path(), key + " is missing");
      return Optional.empty();
    }
    ConnectionConfig found = connections.get(name.get());
    if (found == null) {
      block.wrong(
          key,
          "there is no connection "
              + name.get()
              + Problems.meant(name.get(), connections.keySet()));
    }
    return Optional.ofNullable(found);
  }

  private static Optional<Schedule> schedule(Block block) {
    Optional<String> zone = block.text("timezone");
    return block.value("schedule", text -> Schedule.parse(text, zone));
  }

  /** Each pattern's own keys over the defaults; a list names streams that take the defaults. */
  private static Map<String, Yaml.Entries> merged(
      Block block, Optional<Yaml.Entries> defaults, Yaml streams) {
    Map<String, Yaml.Entries> merged = new LinkedHashMap<>();
    Block inner =
        new Block(Yaml.Entries.empty(streams.mark()), block.join("streams"), block.problems());
    switch (streams) {
      case Yaml.Scalar scalar ->
          merged.put(scalar.text(), over(defaults, Optional.empty(), scalar));
      case Yaml.Items items ->
          items
              .values()
              .forEach(
                  item -> {
                    if (item instanceof Yaml.Scalar scalar) {
                      merged.put(scalar.text(), over(defaults, Optional.empty(), scalar));
                    } else {
                      inner.problems().add(item.mark(), inner.path(), "expected a name");
                    }
                  });
      case Yaml.Entries entries ->
          entries
              .values()
              .forEach(
                  (pattern, value) -> {
                    if (value instanceof Yaml.Entries own) {
                      merged.put(pattern, over(defaults, Optional.of(own), value));
                    } else if (value instanceof Yaml.Scalar scalar && scalar.isEmpty()) {
                      merged.put(pattern, over(defaults, Optional.empty(), value));
                    } else {
                      inner
                          .problems()
                          .add(
                              value.mark(),
                              inner.join(pattern),
                              "expected a block of keys, found " + value.kind());
                    }
                  });
    }
    return merged;
  }

  private static Yaml.Entries over(
      Optional<Yaml.Entries> defaults, Optional<Yaml.Entries> own, Yaml at) {
    Yaml.Entries merged = Yaml.Entries.empty(at.mark());
    defaults.ifPresent(entries -> putAll(merged, entries));
    own.ifPresent(entries -> putAll(merged, entries));
    return merged;
  }

  private static void putAll(Yaml.Entries into, Yaml.Entries from) {
    from.values().forEach((key, value) -> into.put(key, from.keyMark(key), value));
  }

  /** A hash of everything written about a job and its connections; references stay unresolved. */
  static String hash(Yaml.Entries job, ConnectionConfig from, ConnectionConfig to) {
    String text = new SettingValue(job).shown() + "\n" + from.written() + "\n" + to.written();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
