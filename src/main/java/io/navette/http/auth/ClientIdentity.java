package io.navette.http.auth;

import io.navette.secret.Secret;

/** How an application names itself at a token endpoint (RFC 6749, 2.3). */
public sealed interface ClientIdentity {

  String id();

  /** Id and secret in an Authorization header. */
  record Basic(String id, Secret secret) implements ClientIdentity {}

  /** Id and secret as fields of the request. */
  record Fields(String id, Secret secret) implements ClientIdentity {}

  /** No secret: programs on people's machines. */
  record Open(String id) implements ClientIdentity {}

  /** Nothing at all: the assertion or the password says enough. */
  record Unnamed() implements ClientIdentity {
    @Override
    public String id() {
      return "";
    }
  }
}
