package io.navette.http.auth;

import io.navette.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a token endpoint gave.
 *
 * @param refresh to get the next access token with, once where the vendor rotates it
 * @param issued when we asked for it
 * @param expires empty where the vendor does not say
 * @param seed tells which credentials it came from, without giving them away; others make it stale
 * @param details the answer's other texts, such as {@code instance_url}; no secrets
 */
public record Tokens(
    Secret access,
    Optional<Secret> refresh,
    Instant issued,
    Optional<Instant> expires,
    String seed,
    Map<String, String> details) {

  public Tokens {
    details = Map.copyOf(details);
  }

  /** Good for one more request: not within the last tenth of its life, a minute at most. */
  boolean fresh(Instant now) {
    return expires.map(end -> now.isBefore(end.minus(margin(end)))).orElse(true);
  }

  private Duration margin(Instant end) {
    Duration tenth = Duration.between(issued, end).dividedBy(10);
    return tenth.compareTo(Duration.ofMinutes(1)) < 0 ? tenth : Duration.ofMinutes(1);
  }

  Tokens withSeed(String changed) {
    return new Tokens(access, refresh, issued, expires, changed, details);
  }

  /** Many vendors send the refresh token, and details of the account, only when they changed. */
  Tokens after(Secret used, Optional<Tokens> earlier) {
    Map<String, String> all = new HashMap<>(earlier.map(Tokens::details).orElse(Map.of()));
    all.putAll(details);
    return new Tokens(access, refresh.or(() -> Optional.of(used)), issued, expires, seed, all);
  }
}
