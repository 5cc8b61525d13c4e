package io.navette.cli;

import io.navette.config.ConnectionDraft;
import io.navette.connector.Catalog;
import io.navette.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the parts of a new connection come from that stand in no option. Used by one thread. */
interface ConnectAnswers extends AutoCloseable {
  /** A name without a {@code problem}. */
  String name(Function<String, Optional<String>> problem);

  /** What users write as {@code type:}; one of the catalog's. */
  String type(Catalog catalog);

  /** The values of some settings, in their order. */
  List<Secret> secrets(List<String> settings);

  /** Sets what is missing, as far as it can be known. */
  void complete(ConnectionDraft draft, PendingSecrets secrets);

  /** Fails when these secrets of the keystore may not be replaced. */
  void replace(List<String> secrets);

  /** Lets the terminal go until the next question: others may ask meanwhile. */
  void pause();

  @Override
  void close();
}
