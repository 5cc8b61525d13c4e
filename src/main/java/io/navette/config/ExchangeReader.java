package io.navette.config;

import io.navette.connector.Connector;
import io.navette.connector.WriteMode;
import io.navette.sync.AcknowledgeRule;
import io.navette.sync.Exchange;
import java.util.List;
import java.util.Optional;

/** Reads what a stream says of rows that go back and forth. */
final class ExchangeReader {
  private final Connector source;

  ExchangeReader(Connector source) {
    this.source = source;
  }

  /** Without lookups, whose connections are resolved later. */
  Exchange read(Block block, WriteMode mode) {
    boolean distinct = block.value("duplicates", ExchangeReader::rejected).orElse(false);
    boolean onlyChanged = block.value("only_changed", Values::flag).orElse(false);
    List<String> identity = block.list("identity").orElse(List.of());
    Optional<AcknowledgeRule> acknowledge = new AcknowledgeReader(source).read(block, mode);
    if (distinct && !mode.needsKey()) {
      block.wrong("duplicates", "this mode knows no key");
    }
    if (onlyChanged && mode != WriteMode.UPSERT) {
      block.wrong("only_changed", "only mode upsert can keep back rows that did not change");
    }
    if (onlyChanged && acknowledge.isPresent()) {
      block.wrong("only_changed", "acknowledge marks rows that are done; leave one of them out");
    }
    if (!identity.isEmpty() && mode != WriteMode.UPSERT) {
      block.wrong("identity", "only mode upsert can follow rows whose key changes");
    }
    return new Exchange(List.of(), distinct, onlyChanged, identity, acknowledge);
  }

  private static boolean rejected(String word) {
    return switch (word) {
      case "reject" -> true;
      case "keep_last" -> false;
      default -> throw new IllegalArgumentException("expected reject or keep_last");
    };
  }
}
