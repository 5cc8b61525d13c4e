package io.navette.http;

import okhttp3.Request;
import okhttp3.Response;

/** Credentials of which there are several: an answer may tell that others are the better now. */
public interface Rotating extends Authentication {

  /**
   * Called with each answer, in the thread that asked. Must not read the body.
   *
   * @param sent with its credentials
   * @return whether those are used up and others are at hand, so that the request is sent again
   */
  boolean usedUp(Request sent, Response response);
}
