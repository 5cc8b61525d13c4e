package io.navette.http;

import okhttp3.Request;

/**
 * Proves to the remote who we are. Applied anew to every try, so that signatures and tokens are
 * fresh. Thread-safe. May block while a token is fetched, and then fails with {@link
 * io.navette.failure.Failure.Access} when the remote refuses.
 */
public interface Authentication {

  Authentication NONE =
      new Authentication() {
        @Override
        public void apply(Request.Builder request) {
          // Nothing to prove.
        }

        @Override
        public boolean renew(Request refused) {
          return false;
        }
      };

  /** Adds the credentials. All values it adds are kept out of logs and messages. */
  void apply(Request.Builder request);

  /**
   * Called when the remote answered 401.
   *
   * @param refused as it was sent, credentials included
   * @return whether other credentials are at hand now, so that one more try makes sense
   */
  boolean renew(Request refused);
}
