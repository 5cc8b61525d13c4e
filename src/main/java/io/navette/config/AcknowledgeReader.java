package io.navette.config;

import io.navette.connector.Connector;
import io.navette.connector.SinkConnector;
import io.navette.connector.WriteMode;
import io.navette.sync.AcknowledgeRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code acknowledge:} block of a stream. */
final class AcknowledgeReader {
  private static final List<String> RECEIPT =
      List.of(AcknowledgeRule.ID, AcknowledgeRule.OUTCOME, AcknowledgeRule.RUN);

  private final Connector source;

  AcknowledgeReader(Connector source) {
    this.source = source;
  }

  Optional<AcknowledgeRule> read(Block stream, WriteMode mode) {
    Optional<Yaml.Entries> entries = stream.entries("acknowledge");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Block block = new Block(entries.get(), stream.join("acknowledge"), stream.problems());
    Map<String, Optional<String>> set = set(block);
    Optional<String> into = block.text("into");
    Optional<String> operation = block.text("operation");
    block.finish();
    if (set.isEmpty()) {
      block.problems().add(block.mark(), block.path(), "set is missing: column to value");
    }
    switch (mode) {
      case INSERT, UPDATE, UPSERT -> {}
      case APPEND, REPLACE, MIRROR ->
          stream.wrong(
              "acknowledge",
              "rows are acknowledged in the modes insert, update and upsert only, which write a row"
                  + " twice without harm");
    }
    boolean able =
        source instanceof SinkConnector sink
            && (operation.isPresent() || sink.modes().contains(WriteMode.UPDATE));
    if (!able) {
      stream.wrong("acknowledge", source.name() + " can't be updated");
    }
    return Optional.of(new AcknowledgeRule(set, into, operation));
  }

  /** The word null empties a column. */
  private static Map<String, Optional<String>> set(Block block) {
    Map<String, Optional<String>> set = new LinkedHashMap<>();
    block
        .entries("set")
        .ifPresent(
            entries ->
                entries
                    .values()
                    .forEach(
                        (column, value) -> {
                          if (value instanceof Yaml.Scalar scalar) {
                            set.put(
                                column,
                                scalar.isEmpty() ? Optional.empty() : Optional.of(scalar.text()));
                          } else {
                            block
                                .problems()
                                .add(
                                    value.mark(),
                                    block.join("set." + column),
                                    "expected a value, found " + value.kind());
                          }
                        }));
    for (Optional<String> value : set.values()) {
      if (value.filter(text -> text.startsWith(AcknowledgeRule.RECEIPT)).isPresent()
          && !RECEIPT.contains(value.get())) {
        block.wrong("set", "there is no " + value.get() + Problems.meant(value.get(), RECEIPT));
      }
    }
    return set;
  }
}
