package io.navette.secret;

import java.util.Optional;

/** Asks a person. */
public interface Prompt {
  /** Blocks until something is typed, unseen; empty when there is no terminal to ask on. */
  Optional<char[]> passphrase(String message);

  /** Never asks. */
  static Prompt none() {
    return message -> Optional.empty();
  }
}
