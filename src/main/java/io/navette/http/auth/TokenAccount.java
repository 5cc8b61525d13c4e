package io.navette.http.auth;

/**
 * Whose tokens.
 *
 * @param connection its name
 * @param name tells the credentials of one connection apart; the same as long as the client and the
 *     kind of grant are, whatever their secrets
 */
public record TokenAccount(String connection, String name, Loss loss) {

  /** What is lost with the tokens. */
  public enum Loss {
    /** Nothing: the configured credentials bring new ones. */
    NOTHING,
    /** Perhaps the access, where the vendor replaced the configured refresh token meanwhile. */
    PERHAPS,
    /** The access: a person must log in again. */
    ACCESS
  }
}
