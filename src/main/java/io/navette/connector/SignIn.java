package io.navette.connector;

/** How a system is told who asks. */
public enum SignIn {
  PASSWORD("password"),
  API_KEY("API key"),
  TOKEN("token"),
  /** A person permits it once, or an application signs in by its own secret (RFC 6749). */
  OAUTH("OAuth"),
  /** A key file of a user that is no person. */
  SERVICE_ACCOUNT("service account"),
  /** Each request is signed with a key both sides hold. */
  SIGNATURE("signature"),
  /** A key pair, as SSH knows it. */
  KEY_PAIR("key pair");

  private final String label;

  SignIn(String label) {
    this.label = label;
  }

  /** As users read it. */
  public String label() {
    return label;
  }
}
