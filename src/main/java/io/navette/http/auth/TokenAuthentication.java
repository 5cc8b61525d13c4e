package io.navette.http.auth;

import io.navette.http.Authentication;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is fetched when needed, and renewed before it expires or when it is refused.
 * However many threads find it stale, one renewal is made: the others wait for it.
 */
public final class TokenAuthentication implements Authentication {
  private final String connection;
  private final Grant grant;
  private final TokenStore store;
  private final TokenPlace place;
  private final InstantSource clock;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable Tokens current;

  public TokenAuthentication(
      String connection, Grant grant, TokenStore store, TokenPlace place, InstantSource clock) {
    this.connection = connection;
    this.grant = grant;
    this.store = store;
    this.place = place;
    this.clock = clock;
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
      Tokens saved =
          store.update(
              connection,
              stored -> {
                Optional<Tokens> ours = stored.filter(found -> found.seed().equals(grant.seed()));
                return ours.filter(found -> found.fresh(clock.instant()))
                    .filter(accepted)
                    .orElseGet(() -> grant.obtain(ours).withSeed(grant.seed()));
              });
      current = saved;
      return saved;
    } finally {
      renewing.unlock();
    }
  }
}
