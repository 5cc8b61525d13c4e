package io.navette.config;

import io.navette.connector.Settings;
import io.navette.sync.LookupRule;
import io.navette.sync.StreamRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code streams:}, defaults filled in; its options are resolved later.
 *
 * @param lookups without their connections, which are resolved later, too
 */
record StreamConfig(
    StreamRule rule,
    Map<String, SettingValue> options,
    Map<String, SettingValue> targetOptions,
    List<LookupConfig> lookups) {
  StreamConfig {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    lookups = List.copyOf(lookups);
    targetOptions = Collections.unmodifiableMap(new LinkedHashMap<>(targetOptions));
  }

  /** The rule with its options as the connectors take them. */
  StreamRule resolved(Settings source, Settings target, List<LookupRule> tables) {
    return new StreamRule(
        rule.pattern(),
        rule.disabled(),
        rule.into(),
        rule.mode(),
        rule.key(),
        rule.cursor(),
        rule.lag(),
        rule.columns(),
        rule.casts(),
        rule.types(),
        rule.where(),
        rule.checks(),
        rule.schema(),
        rule.acceptLoss(),
        rule.maxRejects(),
        rule.guards(),
        rule.verify(),
        source,
        target,
        rule.exchange().with(tables));
  }
}
