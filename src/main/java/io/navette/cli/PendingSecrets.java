package io.navette.cli;

import io.navette.secret.Keystore;
import io.navette.secret.Secret;
import io.navette.secret.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keystore with secrets that are not saved yet. Used by one thread. */
final class PendingSecrets implements SecretStore {
  private final Keystore keystore;
  private final Map<String, Secret> pending = new TreeMap<>();

  PendingSecrets(Keystore keystore) {
    this.keystore = keystore;
  }

  /** Unlocks the keystore, or fails before anybody is asked for a secret. */
  void unlock() {
    keystore.names();
  }

  void add(String name, Secret value) {
    pending.put(name, value);
  }

  /** The names under which the keystore holds other values. */
  List<String> replaced() {
    return pending.entrySet().stream()
        .filter(
            added ->
                keystore
                    .find(added.getKey())
                    .filter(old -> !old.equals(added.getValue()))
                    .isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public Optional<Secret> find(String name) {
    return Optional.ofNullable(pending.get(name)).or(() -> keystore.find(name));
  }

  @Override
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(keystore.names());
    names.addAll(pending.keySet());
    return names;
  }

  void save() {
    if (!pending.isEmpty()) {
      keystore.setAll(pending);
    }
  }
}
