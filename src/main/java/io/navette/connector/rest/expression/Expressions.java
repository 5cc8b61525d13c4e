package io.navette.connector.rest.expression;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles templates, each source once; for any number of threads. */
public final class Expressions {
  private static final int KEPT = 10_000;

  private final InstantSource clock;
  private final Map<String, Template> templates = new ConcurrentHashMap<>();

  /**
   * @param clock what {@code now_utc()} and its kind answer with
   */
  public Expressions(InstantSource clock) {
    this.clock = clock;
  }

  /** Fails with a {@link io.navette.failure.Failure.Configuration} when the syntax is wrong. */
  public Template compile(String source) {
    Template known = templates.get(source);
    if (known != null) {
      return known;
    }
    Template fresh = Template.compile(source, clock);
    if (templates.size() < KEPT) {
      templates.put(source, fresh);
    }
    return fresh;
  }
}
