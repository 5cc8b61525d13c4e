package io.navette.connector.rest.engine;

import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import io.navette.http.CallBudget;
import io.navette.http.CallPolicy;
import io.navette.http.CallWindow;
import io.navette.http.HttpSettings;
import io.navette.http.RatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How often a manifest allows its API to be asked. */
final class Budget {
  private static final Duration LONGEST_SHARED = Duration.ofHours(1);

  private Budget() {}

  /**
   * The settings with the policies of the manifest's budget, unless they have a rate of their own.
   * One moving window for the whole API is a rate that all runs share; others are counted by each
   * run, since they may count parts of the API.
   */
  static HttpSettings apply(Manifest manifest, Interpolation evaluator, HttpSettings http) {
    Optional<Component> budget =
        manifest.component("api_budget").map(found -> Component.of(found, evaluator));
    if (http.rate().requestsPerMinute() > 0 || budget.isEmpty()) {
      return http;
    }
    List<Component> policies = budget.get().children("policies");
    OptionalLong shared =
        policies.size() == 1 ? perMinute(policies.getFirst()) : OptionalLong.empty();
    if (shared.isPresent()) {
      return http.withRate(
          new RatePolicy(
              Math.clamp(shared.getAsLong(), 1, Integer.MAX_VALUE), http.rate().throttle()));
    }
    return http.withCalls(
        new CallBudget(
            policies.stream().map(Budget::policy).toList(),
            budget.get().text("ratelimit_remaining_header").orElse("ratelimit-remaining"),
            budget.get().text("ratelimit_reset_header").orElse("ratelimit-reset"),
            codes(budget.get(), "status_codes_for_ratelimit_hit", Set.of(429))));
  }

  /** The status codes of a list, or these. */
  static Set<Integer> codes(Component component, String name, Set<Integer> otherwise) {
    if (!(component.get(name) instanceof List<?> written)) {
      return otherwise;
    }
    Set<Integer> codes = new HashSet<>();
    for (Object code : written) {
      if (code instanceof Number number) {
        codes.add(number.intValue());
      }
    }
    return codes;
  }

  private static CallPolicy policy(Component policy) {
    CallWindow window =
        switch (policy.type()) {
          case "UnlimitedCallRatePolicy" -> new CallWindow.Unlimited();
          case "FixedWindowCallRatePolicy" ->
              new CallWindow.Fixed(positive(policy, "call_limit"), length(policy, "period"));
          case "MovingWindowCallRatePolicy" ->
              new CallWindow.Moving(policy.children("rates").stream().map(Budget::rate).toList());
          default -> throw policy.unsupported("the api_budget");
        };
    return new CallPolicy(RequestMatchers.of(policy), window);
  }

  private static CallWindow.Moving.Rate rate(Component rate) {
    return new CallWindow.Moving.Rate(positive(rate, "limit"), length(rate, "interval"));
  }

  private static long positive(Component of, String name) {
    return of.integer(name)
        .filter(count -> count > 0)
        .orElseThrow(() -> wrong(of, name, "must be 1 at least"));
  }

  private static Duration length(Component of, String name) {
    OffsetDateTime origin = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);
    Duration length =
        Duration.between(origin, IsoDuration.parse(of.neededText(name)).after(origin));
    if (!length.isPositive()) {
      throw wrong(of, name, "must be longer than nothing");
    }
    return length;
  }

  private static Failure wrong(Component of, String name, String what) {
    return new Failure.Configuration(
        "api_budget: the " + name + " of the " + of.type() + " " + what, "correct the manifest");
  }

  /** The strictest rate of a moving window for the whole API. */
  private static OptionalLong perMinute(Component policy) {
    boolean simple =
        policy.type().equals("MovingWindowCallRatePolicy")
            && RequestMatchers.of(policy).isEmpty()
            && policy.children("rates").stream()
                .map(rate -> length(rate, "interval"))
                .allMatch(
                    length ->
                        length.compareTo(LONGEST_SHARED) <= 0
                            && length.compareTo(Duration.ofSeconds(1)) >= 0);
    return simple
        ? policy.children("rates").stream()
            .mapToLong(rate -> positive(rate, "limit") * 60 / length(rate, "interval").toSeconds())
            .min()
        : OptionalLong.empty();
  }
}
