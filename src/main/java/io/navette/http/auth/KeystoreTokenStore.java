package io.navette.http.auth;

import io.navette.failure.Failure;
import io.navette.secret.Keystore;
import io.navette.secret.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps tokens in the keystore, as {@code oauth/CONNECTION/ACCOUNT}: shared by all runs, durable
 * before they are used. Where nothing or little is lost without, it does without a keystore, and
 * says so where that matters.
 */
public final class KeystoreTokenStore implements TokenStore {
  private final Keystore keystore;
  private final Consumer<String> notes;
  private final MemoryTokenStore memory = new MemoryTokenStore();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Opens nothing yet.
   *
   * @param notes takes a sentence for the person who runs this
   */
  public KeystoreTokenStore(Keystore keystore, Consumer<String> notes) {
    this.keystore = keystore;
    this.notes = notes;
  }

  @Override
  public Optional<Tokens> find(TokenAccount account) {
    return kept(account)
        ? keystore.current(name(account)).flatMap(TokenText::read)
        : memory.find(account);
  }

  @Override
  public Tokens update(TokenAccount account, Function<Optional<Tokens>, Tokens> renewal) {
    return kept(account)
        ? keystore.alone(name(account), () -> renew(account, renewal))
        : memory.update(account, renewal);
  }

  /** The keystore is opened and read before the remote is asked for what must be written to it. */
  private Tokens renew(TokenAccount account, Function<Optional<Tokens>, Tokens> renewal) {
    String name = name(account);
    Optional<Secret> held = keystore.current(name);
    Tokens renewed = renewal.apply(held.flatMap(TokenText::read));
    Secret text = TokenText.write(renewed);
    if (!held.equals(Optional.of(text))) {
      keystore.keep(name, text);
    }
    return renewed;
  }

  /** What the names of all a connection's tokens begin with. */
  public static String prefix(String connection) {
    return "oauth/" + connection + "/";
  }

  private static String name(TokenAccount account) {
    return prefix(account.connection()) + account.name();
  }

  private boolean kept(TokenAccount account) {
    if (keystore.exists()) {
      return account.loss() != TokenAccount.Loss.NOTHING || opens(account);
    }
    switch (account.loss()) {
      case NOTHING -> {}
      case PERHAPS ->
          tell(
              account,
              "without a keystore a refresh token that the vendor replaces is lost; if it does,"
                  + " create one: navette connect keystore init");
      case ACCESS ->
          throw new Failure.Configuration(
              account.connection()
                  + ": its tokens can't be had again, and there is no keystore to keep them: "
                  + keystore.file(),
              "create it: navette connect keystore init");
    }
    return false;
  }

  /** A cache that can't be opened is no reason to stop. */
  private boolean opens(TokenAccount account) {
    try {
      keystore.names();
      return true;
    } catch (Failure.Configuration locked) {
      tell(account, "asks for a token in every run, since " + locked.getMessage());
      return false;
    }
  }

  private void tell(TokenAccount account, String note) {
    if (told.add(account.connection() + note)) {
      notes.accept(account.connection() + ": " + note);
    }
  }
}
