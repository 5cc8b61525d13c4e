package io.navette.http.auth;

/** A piece of what is signed. */
public sealed interface SignedPart {

  /** A fixed text, such as a line end or the shared secret's id. */
  record Text(String text) implements SignedPart {}

  /** Taken from the request as it is sent. */
  enum Of implements SignedPart {
    METHOD,
    /** With scheme, host and query. */
    URL,
    /** As encoded, without the query. */
    PATH,
    /** As encoded; empty where there is none. */
    QUERY,
    BODY,
    /** The SHA-256 of the body, in lower-case hex. */
    BODY_DIGEST,
    TIMESTAMP,
    KEY_ID
  }
}
