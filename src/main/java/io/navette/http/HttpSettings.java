package io.navette.http;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * All that is configured about one connection's client.
 *
 * @param connection its name, for messages
 * @param hosts that may be sent credentials; requests elsewhere must be anonymous
 * @param entityTagBytes of answers remembered by their ETag; 0 for none
 * @param calls how often parts of the API may be asked
 */
public record HttpSettings(
    String connection,
    Set<String> hosts,
    HttpLimits limits,
    RetryPolicy retry,
    RatePolicy rate,
    BreakerPolicy breaker,
    long entityTagBytes,
    CallBudget calls) {

  public HttpSettings {
    hosts =
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Defaults, with the credentials pinned to the host of this address. */
  public static HttpSettings of(String connection, HttpUrl base) {
    return new HttpSettings(
        connection,
        Set.of(base.host()),
        HttpLimits.DEFAULT,
        RetryPolicy.DEFAULT,
        RatePolicy.UNLIMITED,
        BreakerPolicy.DEFAULT,
        0,
        CallBudget.NONE);
  }

  public HttpSettings withHosts(Set<String> changed) {
    return new HttpSettings(
        connection, changed, limits, retry, rate, breaker, entityTagBytes, calls);
  }

  public HttpSettings withLimits(HttpLimits changed) {
    return new HttpSettings(
        connection, hosts, changed, retry, rate, breaker, entityTagBytes, calls);
  }

  public HttpSettings withRetry(RetryPolicy changed) {
    return new HttpSettings(
        connection, hosts, limits, changed, rate, breaker, entityTagBytes, calls);
  }

  public HttpSettings withRate(RatePolicy changed) {
    return new HttpSettings(
        connection, hosts, limits, retry, changed, breaker, entityTagBytes, calls);
  }

  public HttpSettings withBreaker(BreakerPolicy changed) {
    return new HttpSettings(connection, hosts, limits, retry, rate, changed, entityTagBytes, calls);
  }

  public HttpSettings withEntityTagBytes(long changed) {
    return new HttpSettings(connection, hosts, limits, retry, rate, breaker, changed, calls);
  }

  public HttpSettings withCalls(CallBudget changed) {
    return new HttpSettings(
        connection, hosts, limits, retry, rate, breaker, entityTagBytes, changed);
  }

  boolean pinned(HttpUrl url) {
    return hosts.contains(url.host());
  }
}
