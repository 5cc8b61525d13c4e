package io.navette.http.auth;

import io.navette.http.Authentication;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is fetched when needed, and renewed before it expires or when it is refused.
 * However many threads find it stale, one renewal is made: the others wait for it.
 */
public final class TokenAuthentication implements Authentication {
  private final Grant grant;
  private final TokenStore store;
  private final TokenUse place;
  private final InstantSource clock;
  private final Consumer<Tokens> taken;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable Tokens current;

  /**
   * @param taken told of the tokens from then on in use, before the first request has them
   */
  public TokenAuthentication(
      Grant grant, TokenStore store, TokenUse place, InstantSource clock, Consumer<Tokens> taken) {
    this.grant = grant;
    this.store = store;
    this.place = place;
    this.clock = clock;
    this.taken = taken;
  }

  @Override
  public void apply(Request.Builder request) {
    place.put(request, tokens().access());
  }

  @Override
  public boolean renew(Request refused) {
    usable(tokens -> !place.holds(refused, tokens.access()));
    return true;
  }

  /** Those in use, fetched if there are none: their details may hold the API's address. */
  public Tokens tokens() {
    Tokens known = current;
    return known != null && known.fresh(clock.instant()) ? known : usable(tokens -> true);
  }

  private Tokens usable(Predicate<Tokens> accepted) {
    renewing.lock();
    try {
      Tokens known = current;
      if (known != null && known.fresh(clock.instant()) && accepted.test(known)) {
        return known;
      }
      Tokens saved = ours(store.find(grant.account()), accepted).orElseGet(() -> renewed(accepted));
      taken.accept(saved);
      current = saved;
      return saved;
    } finally {
      renewing.unlock();
    }
  }

  /** What a login or another run left, if it is still good. */
  private Optional<Tokens> ours(Optional<Tokens> stored, Predicate<Tokens> accepted) {
    return stored
        .filter(found -> found.seed().equals(grant.seed()))
        .filter(found -> found.fresh(clock.instant()))
        .filter(accepted);
  }

  private Tokens renewed(Predicate<Tokens> accepted) {
    return store.update(
        grant.account(),
        stored ->
            ours(stored, accepted)
                .orElseGet(
                    () -> {
                      Optional<Tokens> earlier =
                          stored.filter(found -> found.seed().equals(grant.seed()));
                      return grant.obtain(earlier).withSeed(grant.seed());
                    }));
  }
}
