package io.navette.http;

import java.time.Duration;
import java.util.Optional;

/**
 * What to do with an answer.
 *
 * @param pause before it is repeated; empty to follow the answer's headers, else the policy. Of an
 *     accepted one, before anything else is sent
 */
public record Verdict(Action action, Optional<Duration> pause) {

  enum Action {
    ACCEPT,
    REPEAT,
    LIMITED,
    RENEW,
    REFUSE
  }

  /** Hand it to the caller, whatever its status. */
  public static Verdict accept() {
    return new Verdict(Action.ACCEPT, Optional.empty());
  }

  /** The same; nothing else of the connection is sent before this time has passed. */
  public static Verdict acceptAndRest(Duration wait) {
    return new Verdict(Action.ACCEPT, Optional.of(wait));
  }

  /** It may pass by itself: try again, if the request allows. */
  public static Verdict repeat() {
    return new Verdict(Action.REPEAT, Optional.empty());
  }

  public static Verdict repeatAfter(Duration wait) {
    return new Verdict(Action.REPEAT, Optional.of(wait));
  }

  /** A limit was hit before anything was done: hold the whole connection back, then try again. */
  public static Verdict limited() {
    return new Verdict(Action.LIMITED, Optional.empty());
  }

  public static Verdict limitedAfter(Duration wait) {
    return new Verdict(Action.LIMITED, Optional.of(wait));
  }

  /** The credentials are stale: renew them, and try once more. */
  public static Verdict renew() {
    return new Verdict(Action.RENEW, Optional.empty());
  }

  /** Fail, with the kind that fits the status. */
  public static Verdict refuse() {
    return new Verdict(Action.REFUSE, Optional.empty());
  }
}
