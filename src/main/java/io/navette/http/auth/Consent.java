package io.navette.http.auth;

import okhttp3.HttpUrl;

/** Where a vendor asks a person for consent. */
@FunctionalInterface
public interface Consent {
  /**
   * The address, to which the standard's parameters are still added.
   *
   * @param state of this login; it must come back
   */
  HttpUrl address(HttpUrl redirect, String state);
}
