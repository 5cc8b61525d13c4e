package io.navette.connector;

import java.util.List;
import java.util.Optional;

/**
 * How a connector presents itself.
 *
 * @param title the system's own name: {@code PostgreSQL}
 * @param summary one sentence for the catalog
 * @param signIn the ways it can be signed in to; none for files
 * @param incremental whether a later run can read only what is new
 * @param needs what to have from the vendor before anything works, as {@code a Xero organisation}
 */
public record ConnectorCard(
    String title,
    String summary,
    Family family,
    List<SignIn> signIn,
    boolean incremental,
    Optional<String> needs) {

  public ConnectorCard {
    signIn = List.copyOf(signIn);
  }

  /** One that is read as a whole each time, and needs nothing from anybody. */
  public static ConnectorCard of(String title, String summary, Family family, SignIn... signIn) {
    return new ConnectorCard(title, summary, family, List.of(signIn), false, Optional.empty());
  }

  /** The same, and a later run can read only what is new. */
  public ConnectorCard withIncremental() {
    return new ConnectorCard(title, summary, family, signIn, true, needs);
  }

  /** The same, for those who have this from the vendor. */
  public ConnectorCard withNeeds(String what) {
    return new ConnectorCard(title, summary, family, signIn, incremental, Optional.of(what));
  }
}
