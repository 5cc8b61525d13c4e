package io.navette.connector.rest.simple;

import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.connector.rest.value.PlainValues;
import io.navette.http.BreakerPolicy;
import io.navette.http.CallBudget;
import io.navette.http.HttpLimits;
import io.navette.http.HttpSettings;
import io.navette.http.RatePolicy;
import io.navette.http.RetryPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all APIs have in common: how often, how long and how patiently they are asked. */
final class Transport {
  private final Fields connection;
  private final Fields limit;

  private Transport(Fields config) {
    connection = config.block("connection");
    limit = config.block("rate_limit");
  }

  static List<Setting> settings() {
    return List.of(
        Setting.withDefault(
            "connection.timeout", Kind.DURATION, "30s", "How long an answer takes."),
        Setting.optional(
            "connection.max_retries", Kind.INTEGER, "How often a request is tried again."),
        Setting.optional(
            "connection.retry_delay", Kind.DURATION, "The first wait; each next one is twice it."),
        Setting.optional(
            "connection.pool_connections", Kind.INTEGER, "Hosts that stay connected at once."),
        Setting.optional(
            "connection.pool_maxsize", Kind.INTEGER, "Connections that are kept per host."),
        Setting.optional(
            "connection.concurrency",
            Kind.INTEGER,
            "How many partitions of a stream are read at once; by connector, else 4."),
        Setting.optional(
            "rate_limit.max_requests_per_minute", Kind.INTEGER, "Requests sent in any minute."),
        Setting.withDefault(
            "rate_limit.throttle_on_limit",
            Kind.BOOLEAN,
            "true",
            "Wait when the API says there were too many requests; otherwise fail."),
        Setting.choice(
            "logging.level",
            "WARNING",
            List.of("DEBUG", "INFO", "WARNING", "WARN", "ERROR"),
            "How much is said about this connection on stderr; DEBUG shows every request."),
        Setting.withDefault(
            "logging.format",
            Kind.TEXT,
            "text",
            "How: text, json, or a pattern of Python's logging, as %(asctime)s %(message)s."));
  }

  static HttpSettings http(Settings settings) {
    HttpLimits limits =
        HttpLimits.DEFAULT
            .withRead(settings.duration("connection.timeout").orElse(HttpLimits.DEFAULT.read()))
            .withIdleConnections(pool(settings));
    RatePolicy rate =
        new RatePolicy(
            Math.toIntExact(settings.integer("rate_limit.max_requests_per_minute").orElse(0L)),
            settings.flag("rate_limit.throttle_on_limit"));
    return new HttpSettings(
        settings.connection(),
        Set.of(),
        limits,
        RetryPolicy.DEFAULT,
        rate,
        BreakerPolicy.DEFAULT,
        0,
        CallBudget.NONE);
  }

  private static int pool(Settings settings) {
    Optional<Long> hosts = settings.integer("connection.pool_connections");
    Optional<Long> each = settings.integer("connection.pool_maxsize");
    return hosts.isEmpty() && each.isEmpty()
        ? HttpLimits.DEFAULT.idleConnections()
        : Math.clamp(hosts.orElse(1L) * each.orElse(1L), 0, 1000);
  }

  /** A copy of the manifest in which requests are limited and tried again as set. */
  static Map<String, @Nullable Object> apply(
      Map<String, @Nullable Object> manifest, Map<String, @Nullable Object> config) {
    Map<String, @Nullable Object> limited = PlainValues.copyOf(manifest);
    Transport transport = new Transport(new Fields("", config));
    transport.walk(limited);
    transport
        .limit
        .whole("max_requests_per_minute")
        .ifPresent(most -> limited.put("api_budget", budget(most)));
    return limited;
  }

  private static Map<String, @Nullable Object> budget(long most) {
    Component rate = Component.of("Rate").with("limit", most).with("interval", "PT1M");
    Component policy =
        Component.of("MovingWindowCallRatePolicy")
            .with("rates", List.of(rate.fields()))
            .with("matchers", List.of());
    return Component.of("HTTPAPIBudget").with("policies", List.of(policy.fields())).fields();
  }

  private void walk(@Nullable Object node) {
    if (node instanceof List<?> items) {
      items.forEach(this::walk);
    } else if (node instanceof Map<?, ?>) {
      Map<String, @Nullable Object> fields = PlainValues.map(node);
      if ("HttpRequester".equals(fields.get("type")) && !isDefault()) {
        fields.computeIfAbsent(
            "error_handler", absent -> new LinkedHashMap<>(Map.of("type", "DefaultErrorHandler")));
      }
      if ("DefaultErrorHandler".equals(fields.get("type"))) {
        handler(fields);
      }
      fields.values().forEach(this::walk);
    }
  }

  private boolean isDefault() {
    return connection.whole("max_retries").isEmpty()
        && connection.whole("retry_delay").isEmpty()
        && limit.flag("throttle_on_limit", true);
  }

  private void handler(Map<String, @Nullable Object> fields) {
    connection.whole("max_retries").ifPresent(most -> fields.put("max_retries", most));
    Optional<Long> delay = connection.whole("retry_delay");
    if (delay.isPresent()) {
      fields.putIfAbsent(
          "backoff_strategies",
          List.of(Component.of("ExponentialBackoffStrategy").with("factor", delay.get()).fields()));
    }
    if (!limit.flag("throttle_on_limit", true)) {
      List<@Nullable Object> filters = new ArrayList<>();
      filters.add(
          Component.of("HttpResponseFilter")
              .with("http_codes", List.of(429L))
              .with("action", "FAIL")
              .with("error_message", "too many requests, and rate_limit.throttle_on_limit is off")
              .fields());
      if (fields.get("response_filters") instanceof List<?> present) {
        filters.addAll(present);
      }
      fields.put("response_filters", filters);
    }
  }
}
