package io.navette.http.auth;

import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * How a vendor lets people log in.
 *
 * @param consent empty where there is no login in a browser
 * @param parameters of the vendor for the browser, such as {@code access_type: offline}
 * @param scope words with blanks between; empty to leave it out
 * @param redirect where the browser returns to, as registered with the vendor
 * @param device where codes for other devices are given; empty where there are none
 */
public record LoginPlan(
    Optional<Consent> consent,
    Map<String, String> parameters,
    String scope,
    HttpUrl redirect,
    Optional<HttpUrl> device) {
  /** Any free port: vendors must allow that for programs (RFC 8252, 7.3). */
  public static final String LOOPBACK = "http://127.0.0.1/callback";

  public LoginPlan {
    parameters = Map.copyOf(parameters);
  }
}
