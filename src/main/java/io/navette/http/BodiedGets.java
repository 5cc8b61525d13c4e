package io.navette.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Sends GET requests that have a body, by the JDK's client; certificates are verified as always.
 */
final class BodiedGets implements AutoCloseable {
  /** What the client itself says. */
  private static final Set<String> ITS_OWN = Set.of("host", "connection", "content-length");

  private final HttpLimits limits;
  private @Nullable HttpClient client;

  BodiedGets(HttpLimits limits) {
    this.limits = limits;
  }

  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(limits.connect())
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = known;
    }
    return known;
  }

  Response send(Request request, GetBody body) throws IOException {
    HttpRequest.Builder get =
        HttpRequest.newBuilder(request.url().uri())
            .timeout(limits.read())
            .method("GET", HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    request
        .headers()
        .forEach(
            header -> {
              if (!ITS_OWN.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                get.header(header.getFirst(), header.getSecond());
              }
            });
    if (request.header("Content-Type") == null) {
      body.type().ifPresent(type -> get.header("Content-Type", type));
    }
    try {
      return response(
          request, client().send(get.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (InterruptedException e) {
      throw HttpContext.interrupted();
    }
  }

  private static Response response(Request request, HttpResponse<InputStream> from) {
    Response.Builder to =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(from.statusCode())
            .message("");
    from.headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> to.addHeader(name, value)));
    MediaType type = from.headers().firstValue("Content-Type").map(MediaType::parse).orElse(null);
    return to.body(ResponseBody.create(Okio.buffer(Okio.source(from.body())), type, -1)).build();
  }

  @Override
  public synchronized void close() {
    HttpClient open = client;
    if (open != null) {
      open.shutdownNow();
    }
  }
}
