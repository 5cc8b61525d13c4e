package io.navette.sync;

import java.util.Collection;
import java.util.Map;

/**
 * What a stream's rows held when they were last written, as hashes by a hash of their key. Kept by
 * the history; thread-safe; every method blocks.
 */
public interface Contents {
  /** The contents of these keys; those never written are missing. */
  Map<Long, Long> find(Collection<Long> keys);

  /** Durable when it returns; key to content. */
  void save(Map<Long, Long> written);

  /** All rows count as new from now on. */
  void forget();
}
