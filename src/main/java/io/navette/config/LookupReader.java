package io.navette.config;

import io.navette.connector.SourceConnector;
import io.navette.mapping.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code lookup:} block of a stream. */
final class LookupReader {
  /** Keys a lookup may hold unless the YAML says otherwise. */
  static final long MAX_ROWS = 1_000_000;

  private final Map<String, ConnectionConfig> connections;

  LookupReader(Map<String, ConnectionConfig> connections) {
    this.connections = connections;
  }

  List<LookupConfig> read(Block stream) {
    List<LookupConfig> lookups = new ArrayList<>();
    Optional<Yaml.Entries> entries = stream.entries("lookup");
    if (entries.isEmpty()) {
      return lookups;
    }
    String path = stream.join("lookup");
    entries
        .get()
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Yaml.Entries block) {
                lookup(name, new Block(block, path + "." + name, stream.problems()))
                    .ifPresent(lookups::add);
              } else {
                stream
                    .problems()
                    .add(
                        value.mark(),
                        path + "." + name,
                        "expected a block of keys, found " + value.kind());
              }
            });
    return lookups;
  }

  private Optional<LookupConfig> lookup(String name, Block block) {
    Optional<ConnectionConfig> from = connection(block);
    String stream = required(block, "stream", block.text("stream"), "");
    List<String> key = required(block, "key", block.list("key"), List.of());
    String value = required(block, "value", block.text("value"), "");
    List<String> by = required(block, "by", block.list("by"), List.of());
    Optional<String> fallback = block.text("default");
    Lookup.Missing missing = missing(block, fallback.isPresent());
    Optional<String> where = block.text("where");
    long maxRows = block.value("max_rows", Values::integer).orElse(MAX_ROWS);
    Map<String, SettingValue> options =
        from.map(end -> StreamReader.options(block, "options", end.connector())).orElseGet(Map::of);
    block.finish();
    if (!key.isEmpty() && !by.isEmpty() && key.size() != by.size()) {
      block.wrong("by", "expected as many values as the key has columns: " + key.size());
    }
    if (maxRows < 1) {
      block.wrong("max_rows", "expected 1 or more");
    }
    return from.map(
        end ->
            new LookupConfig(
                name,
                end.name(),
                stream,
                key,
                value,
                by,
                missing,
                fallback,
                where,
                maxRows,
                options));
  }

  private Optional<ConnectionConfig> connection(Block block) {
    String name = required(block, "from", block.text("from"), "");
    ConnectionConfig found = connections.get(name);
    if (found == null && !name.isEmpty()) {
      block.wrong(
          "from", "there is no connection " + name + Problems.meant(name, connections.keySet()));
    } else if (found != null && !(found.connector() instanceof SourceConnector)) {
      block.wrong("from", found.connector().name() + " can't be read from");
    }
    return Optional.ofNullable(found);
  }

  private static <T> T required(Block block, String key, Optional<T> value, T instead) {
    if (value.isEmpty()) {
      block.problems().add(block.mark(), block.path(), key + " is missing");
    }
    return value.orElse(instead);
  }

  /** The word null stands for nothing in YAML. */
  private static Lookup.Missing missing(Block block, boolean byDefault) {
    boolean nothing =
        block.entries().values().get("missing") instanceof Yaml.Scalar scalar
            && scalar.text().equals("null");
    Optional<String> word = nothing ? block.find("missing").map(Yaml::kind) : block.text("missing");
    if (byDefault) {
      if (nothing || word.isPresent()) {
        block.wrong("missing", "default says already what becomes of a missing key");
      }
      return Lookup.Missing.DEFAULT;
    }
    if (word.isPresent() && !nothing && !word.get().equals("reject")) {
      block.wrong("missing", "expected reject or null");
    }
    return nothing ? Lookup.Missing.NULL : Lookup.Missing.REJECT;
  }
}
