package io.navette.connector;

import io.navette.http.HttpContext;
import io.navette.http.Limits;
import io.navette.http.Redaction;
import io.navette.http.Sleeper;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What every connector of a web API is made with.
 *
 * @param clock what requests see as now, and tokens expire by
 * @param sleeper waits before a request is repeated
 */
public record ApiContext(InstantSource clock, Sleeper sleeper, SharedState shared) {

  /** Time, limits and log of one connection; its secrets are learnt by its source. */
  public HttpContext http() {
    return new HttpContext(
        clock,
        sleeper,
        RandomGenerator.getDefault(),
        line -> {},
        new Redaction(),
        new Limits(shared.limits()));
  }
}
