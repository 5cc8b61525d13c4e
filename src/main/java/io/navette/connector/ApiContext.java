package io.navette.connector;

import io.navette.http.Sleeper;
import java.time.InstantSource;

/**
 * What every connector of a web API is made with.
 *
 * @param clock what requests see as now, and tokens expire by
 * @param sleeper waits before a request is repeated
 */
public record ApiContext(InstantSource clock, Sleeper sleeper, SharedState shared) {}
