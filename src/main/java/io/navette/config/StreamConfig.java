package io.navette.config;

import io.navette.connector.Settings;
import io.navette.sync.StreamRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One entry of {@code streams:}, defaults filled in; its options are resolved later. */
record StreamConfig(
    StreamRule rule, Map<String, SettingValue> options, Map<String, SettingValue> targetOptions) {
  StreamConfig {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    targetOptions = Collections.unmodifiableMap(new LinkedHashMap<>(targetOptions));
  }

  /** The rule with its options as the connectors take them. */
  StreamRule resolved(Settings source, Settings target) {
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
        target);
  }
}
