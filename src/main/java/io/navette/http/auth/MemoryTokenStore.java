package io.navette.http.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Forgets all at the end of the process: for grants that can always ask anew. */
public final class MemoryTokenStore implements TokenStore {
  // Not synchronized: a renewal blocks on the network, and would pin a virtual thread's carrier.
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TokenAccount, Tokens> stored = new HashMap<>();

  @Override
  public Optional<Tokens> find(TokenAccount account) {
    lock.lock();
    try {
      return Optional.ofNullable(stored.get(account));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Tokens update(TokenAccount account, Function<Optional<Tokens>, Tokens> renewal) {
    lock.lock();
    try {
      Tokens renewed = renewal.apply(Optional.ofNullable(stored.get(account)));
      stored.put(account, renewed);
      return renewed;
    } finally {
      lock.unlock();
    }
  }
}
