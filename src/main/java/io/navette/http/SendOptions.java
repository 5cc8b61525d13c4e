package io.navette.http;

import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the method and the address do not tell about a request.
 *
 * @param repeatable a POST or PATCH that may arrive twice without harm. GET, HEAD, OPTIONS, PUT and
 *     DELETE may anyway (RFC 9110, 9.2.2), and so may what carries an {@code Idempotency-Key}
 * @param once whatever the method: some APIs create by PUT
 * @param anonymous sent without credentials, to any host; for signed links
 * @param judge says what answers mean; null for the meaning of their status
 */
public record SendOptions(
    boolean repeatable, boolean once, boolean anonymous, @Nullable Judge judge) {
  public static final SendOptions DEFAULT = new SendOptions(false, false, false, null);

  public SendOptions asRepeatable() {
    return new SendOptions(true, false, anonymous, judge);
  }

  /** Not to arrive twice, unless it carries an {@code Idempotency-Key}. */
  public SendOptions asOnce() {
    return new SendOptions(false, true, anonymous, judge);
  }

  public SendOptions asAnonymous() {
    return new SendOptions(repeatable, once, true, judge);
  }

  public SendOptions judgedBy(Judge changed) {
    return new SendOptions(repeatable, once, anonymous, changed);
  }

  static SendOptions of(Request request) {
    SendOptions options = request.tag(SendOptions.class);
    return options == null ? DEFAULT : options;
  }

  /** Marks a request whose successful answer is handed on while it arrives. */
  enum Delivery {
    STREAMED;

    static boolean streamed(Request request) {
      return request.tag(Delivery.class) == STREAMED;
    }
  }
}
