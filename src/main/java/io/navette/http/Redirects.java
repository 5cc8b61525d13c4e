package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Follows redirects (RFC 9110, 15.4), but: never from HTTPS to HTTP; to a host without a pin only
 * reads, and without credentials, body or the caller's own headers; and never turns a write into a
 * read, as browsers do on 301 and 302, since the write would be lost without a word.
 */
final class Redirects implements Layer {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "range");
  private static final String MOVED =
      "write the address it answers from into the connection's base_url";

  private final HttpSettings settings;
  private final Failures failures;

  Redirects(HttpSettings settings, Failures failures) {
    this.settings = settings;
    this.failures = failures;
  }

  static boolean redirects(Response response) {
    return STATUSES.contains(response.code()) && response.header("Location") != null;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    Request current = request;
    for (int hops = 0; ; hops++) {
      Response response = next.send(current);
      if (!redirects(response)) {
        return response;
      }
      response.close();
      if (hops == settings.limits().maxRedirects()) {
        throw refused(current, "more than " + hops + " redirects", "check the address");
      }
      current = follow(current, response);
    }
  }

  private Request follow(Request request, Response response) {
    HttpUrl from = request.url();
    HttpUrl to = from.resolve(String.valueOf(response.header("Location")));
    if (to == null) {
      throw refused(request, "a redirect to no HTTP address", "check the address");
    }
    if (from.isHttps() && !to.isHttps()) {
      throw refused(request, "refused a redirect that leaves TLS, to " + to.host(), MOVED);
    }
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    boolean familiar = familiar(from, to);
    if (!reads && response.code() == 303) {
      Request.Builder read = request.newBuilder().url(to).get().removeHeader("Content-Type");
      return familiar ? read.build() : stranger(read.build());
    }
    if (!reads && (!familiar || response.code() < 307 || oneShot(request))) {
      throw refused(
          request, "refused a redirect of a write, " + response.code() + " to " + to.host(), MOVED);
    }
    Request moved = request.newBuilder().url(to).build();
    return familiar ? moved : stranger(moved);
  }

  /** Another port is another server, unless it is where HTTPS is served. */
  private boolean familiar(HttpUrl from, HttpUrl to) {
    return settings.pinned(to) && (to.port() == from.port() || (to.isHttps() && to.port() == 443));
  }

  private static boolean oneShot(Request request) {
    return request.body() != null && request.body().isOneShot();
  }

  private static Request stranger(Request request) {
    Headers.Builder kept = new Headers.Builder();
    for (String name : request.headers().names()) {
      String value = request.header(name);
      if (HARMLESS.contains(name.toLowerCase(Locale.ROOT)) && value != null) {
        kept.add(name, value);
      }
    }
    return request
        .newBuilder()
        .headers(kept.build())
        .tag(SendOptions.class, SendOptions.of(request).asAnonymous())
        .build();
  }

  private Failure refused(Request request, String why, String remedy) {
    return new Failure.Configuration(failures.where(request) + ": " + why, remedy);
  }
}
