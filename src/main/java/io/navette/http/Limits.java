package io.navette.http;

import java.util.HashMap;
import java.util.Map;

/** What all clients of one connection share: its rate, and which of its hosts are well. */
public final class Limits {
  private final SharedLimits shared;
  private final Map<RatePolicy, RateBudget> budgets = new HashMap<>();
  private final Map<String, Health> hosts = new HashMap<>();

  /**
   * @param shared with other runs
   */
  public Limits(SharedLimits shared) {
    this.shared = shared;
  }

  synchronized RateBudget budget(HttpSettings settings, HttpContext context) {
    return budgets.computeIfAbsent(
        settings.rate(), rate -> new RateBudget(settings.connection(), rate, context, shared));
  }

  synchronized Health health(String host, HttpSettings settings, HttpContext context) {
    return hosts.computeIfAbsent(
        host,
        added ->
            new Health(settings.connection(), added, settings.breaker(), context.clock(), shared));
  }
}
