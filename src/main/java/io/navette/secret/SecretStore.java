package io.navette.secret;

import java.util.Optional;
import java.util.SortedSet;

/** Named secrets. Thread-safe. */
public interface SecretStore {
  /** Blocks while the store is opened at the first call. */
  Optional<Secret> find(String name);

  SortedSet<String> names();
}
