package io.navette.connector.rest.engine;

import io.navette.connector.rest.date.IsoDuration;
import io.navette.failure.Failure;
import io.navette.http.HttpContext;
import io.navette.http.Rotating;
import io.navette.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A {@code RateLimitedMultipleTokenAuthenticator}: one token is used until its calls are used up,
 * then the next; when all are, the earliest reset is waited for. Calls are slowed down before.
 */
final class RotatingTokens implements Rotating {
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  private final Component authenticator;
  private final HttpContext context;
  private final QuotaStatus status;
  private final List<QuotaPool> pools;
  private final List<Token> tokens;
  private final String header;
  private final String prefix;
  // Not synchronized: waits for the network.
  private final ReentrantLock lock = new ReentrantLock();
  private int active;
  private boolean known;

  private record Token(Secret secret, Map<QuotaPool, TokenQuota> quotas) {
    TokenQuota of(QuotaPool pool) {
      return quotas.computeIfAbsent(pool, added -> new TokenQuota());
    }
  }

  RotatingTokens(Component authenticator, Clients clients) {
    this.authenticator = authenticator;
    this.context = clients.context();
    this.status = new QuotaStatus(authenticator.needed("quota_status_source"), clients);
    this.pools = authenticator.children("quotas").stream().map(QuotaPool::new).toList();
    this.header = authenticator.text("header").orElse("Authorization");
    this.prefix = authenticator.text("auth_method").orElse("Bearer") + " ";
    this.tokens = tokens().map(text -> new Token(new Secret(text), new HashMap<>())).toList();
    if (tokens.isEmpty()) {
      throw new Failure.Configuration(
          "the RateLimitedMultipleTokenAuthenticator has no tokens",
          "check the connection's config");
    }
    tokens.forEach(token -> context.redaction().learn(token.secret()));
  }

  private Stream<String> tokens() {
    String delimiter = authenticator.template("token_delimiter").orElse(",");
    List<String> written = authenticator.texts("tokens");
    Stream<String> texts =
        authenticator.get("tokens") instanceof List<?>
            ? written.stream()
            : written.stream().flatMap(text -> Arrays.stream(text.split(quoted(delimiter), -1)));
    return texts.map(String::strip).filter(text -> !text.isEmpty()).distinct();
  }

  private static String quoted(String delimiter) {
    return java.util.regex.Pattern.quote(delimiter);
  }

  @Override
  public void apply(Request.Builder request) {
    lock.lock();
    try {
      if (!known) {
        askAll();
      }
      Request asked = request.build();
      Optional<QuotaPool> pool =
          pools.stream().filter(candidate -> candidate.counts(asked)).findFirst();
      pool.ifPresent(this::take);
      request.header(header, prefix + tokens.get(active).secret().reveal());
    } finally {
      lock.unlock();
    }
  }

  /** Makes a token with calls left the active one, and takes one of them. */
  private void take(QuotaPool pool) {
    if (!choose(pool)) {
      awaitReset(pool);
    }
    slowDown(pool);
    tokens.get(active).of(pool).take();
  }

  private boolean choose(QuotaPool pool) {
    for (int i = 0; i < tokens.size(); i++) {
      int candidate = (active + i) % tokens.size();
      if (tokens.get(candidate).of(pool).left()) {
        active = candidate;
        return true;
      }
    }
    return false;
  }

  private void awaitReset(QuotaPool pool) {
    Duration left = longest();
    do {
      Instant now = context.clock().instant();
      Instant earliest =
          tokens.stream().map(token -> token.of(pool).reset()).min(Instant::compareTo).orElse(now);
      Duration wait = earliest.isAfter(now) ? Duration.between(now, earliest) : LEAST_WAIT;
      wait = wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
      if (wait.compareTo(left) > 0) {
        throw new Failure.Quota(
            "all tokens have used up their calls of " + pool.name() + " until " + earliest,
            "run again later, add tokens, or raise max_wait_time");
      }
      context.sleep(wait);
      left = left.minus(wait);
      askAll();
    } while (!choose(pool));
  }

  private Duration longest() {
    OffsetDateTime now = context.clock().instant().atOffset(ZoneOffset.UTC);
    String written = authenticator.text("max_wait_time").orElse("PT2H");
    return Duration.between(now, IsoDuration.parse(written).after(now));
  }

  /** Spreads the last calls over the time to the reset, so that they are not used up at once. */
  private void slowDown(QuotaPool pool) {
    double fraction = authenticator.number("budget_reserve_fraction").orElse(0.1);
    long least = authenticator.integer("budget_min_reserve").orElse(50L);
    List<TokenQuota> quotas = tokens.stream().map(token -> token.of(pool)).toList();
    if (!quotas.stream().allMatch(quota -> quota.scarce(fraction, least))) {
      return;
    }
    Instant now = context.clock().instant();
    Instant reset = quotas.get(active).reset();
    long calls = Math.max(1, quotas.stream().mapToLong(TokenQuota::remaining).sum());
    if (reset.isAfter(now)) {
      context.sleep(Duration.between(now, reset).dividedBy(calls));
    }
  }

  private void askAll() {
    for (Token token : tokens) {
      boolean untracked = known && pools.stream().noneMatch(pool -> token.of(pool).tracked());
      if (!untracked) {
        Optional<Object> told = status.of(header, prefix, token.secret());
        pools.forEach(
            pool ->
                told.ifPresentOrElse(
                    counts -> pool.seed(token.of(pool), counts), token.of(pool)::untrack));
      }
    }
    known = true;
  }

  @Override
  public boolean usedUp(Request sent, Response response) {
    lock.lock();
    try {
      String carried = sent.header(header);
      for (QuotaPool pool : pools) {
        if (pool.counts(sent)) {
          for (Token token : tokens) {
            if ((prefix + token.secret().reveal()).equals(carried)) {
              boolean spent = pool.correct(token.of(pool), response);
              return spent && token.of(pool).tracked() && choose(pool);
            }
          }
          return false;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
