package io.navette.config;

import io.navette.connector.Connector;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.SinkConnector;
import io.navette.connector.WriteMode;
import io.navette.sync.StreamRule;
import io.navette.sync.StreamRule.Guards;
import io.navette.sync.StreamRule.SchemaPolicy;
import io.navette.sync.StreamRule.Tolerance;
import io.navette.sync.StreamRule.VerifyLevel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads one stream's block, defaults already merged in. */
final class StreamReader {
  private static final Settings LATER = new Settings("", Map.of());

  private final Connector from;
  private final Connector to;

  private final Map<String, ConnectionConfig> connections;

  /**
   * @param connections all, for lookups
   */
  StreamReader(Connector from, Connector to, Map<String, ConnectionConfig> connections) {
    this.connections = connections;
    this.from = from;
    this.to = to;
  }

  StreamConfig read(String pattern, Block block) {
    List<LookupConfig> lookups = new LookupReader(connections).read(block);
    WriteMode mode = mode(block);
    StreamRule rule =
        new StreamRule(
            pattern,
            block.value("disabled", Values::flag).orElse(false),
            block.text("into"),
            mode,
            block.list("key").orElse(List.of()),
            block.list("cursor").orElse(List.of()),
            block.value("lag", Values::duration).orElse(Duration.ZERO),
            columns(block),
            block.map("casts", Values::type).orElse(Map.of()),
            block.map("types", Values::type).orElse(Map.of()),
            block.text("where"),
            block.map("checks", Function.identity()).orElse(Map.of()),
            block
                .value("schema", text -> Values.choice(SchemaPolicy.class, "schema policy", text))
                .orElse(SchemaPolicy.EVOLVE),
            Set.copyOf(block.list("accept_loss").orElse(List.of())),
            block
                .value("max_rejects", Values::tolerance)
                .orElse(new Tolerance(OptionalLong.of(0), 1)),
            guards(block),
            block
                .value("verify", text -> Values.choice(VerifyLevel.class, "level", text))
                .orElse(VerifyLevel.NONE),
            LATER,
            LATER,
            new ExchangeReader(from).read(block, mode));
    if (!rule.exchange().identity().isEmpty() && !rule.guards().isEmpty()) {
      block.wrong("identity", "rows get their new key before guards could stop it");
    }
    Map<String, SettingValue> options = options(block, "options", from);
    Map<String, SettingValue> targetOptions = options(block, "target_options", to);
    block.finish();
    return new StreamConfig(rule, options, targetOptions, lookups);
  }

  private WriteMode mode(Block block) {
    WriteMode mode =
        block
            .value("mode", text -> Values.choice(WriteMode.class, "mode", text))
            .orElse(WriteMode.APPEND);
    if (to instanceof SinkConnector sink && !sink.modes().contains(mode)) {
      block.wrong(
          "mode",
          sink.name()
              + " can't be written in mode "
              + mode.name().toLowerCase(Locale.ROOT)
              + "; it can: "
              + String.join(
                  ", ",
                  sink.modes().stream()
                      .sorted()
                      .map(each -> each.name().toLowerCase(Locale.ROOT))
                      .toList()));
    }
    return mode;
  }

  /** A list takes the columns under their own names. */
  private static Map<String, String> columns(Block block) {
    Optional<Yaml> value = block.find("columns");
    if (value.isPresent() && value.get() instanceof Yaml.Items) {
      Map<String, String> same = new java.util.LinkedHashMap<>();
      block.list("columns").orElse(List.of()).forEach(name -> same.put(name, "`" + name + "`"));
      return same;
    }
    return block.map("columns", Function.<String>identity()).orElse(Map.of());
  }

  private static Guards guards(Block block) {
    Optional<Yaml.Entries> entries = block.entries("guards");
    if (entries.isEmpty()) {
      return Guards.NONE;
    }
    Block guards = new Block(entries.get(), block.join("guards"), block.problems());
    Guards read =
        new Guards(
            guards.value("max_delete", Values::limit),
            guards.value("min_rows", Values::minRows),
            guards.map("max_nulls", Values::share).orElse(Map.of()));
    guards.finish();
    return read;
  }

  /** Options of one of a job's connectors. */
  static Map<String, SettingValue> options(Block block, String key, Connector connector) {
    Optional<Yaml.Entries> entries = block.entries(key);
    if (entries.isEmpty()) {
      return Map.of();
    }
    Set<String> whole = ConfigLoader.names(connector.streamOptions(), Setting.Kind.MAP);
    Map<String, SettingValue> values = SettingValue.flatten(entries.get(), whole, Set.of());
    new SettingCheck(connector.streamOptions(), block.problems())
        .check(values, entries.get().mark(), block.join(key), false);
    return values;
  }
}
