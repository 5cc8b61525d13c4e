package io.navette.http;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.failure.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The client of one connection. Blocks; thread-safe. Every failure is a {@link Failure} that names
 * the connection, the method, the host and path, the status, the vendor's id of the request and
 * what the vendor said, without secrets:
 *
 * <ul>
 *   <li>{@link Failure.Access}: 401, 402, 403, 407, after renewed credentials were refused too
 *   <li>{@link Failure.Quota}: a limit, after the waits allowed
 *   <li>{@link Failure.Remote}: 408, 5xx, a broken connection, after the tries allowed; or a remote
 *       that failed so often that it is left alone
 *   <li>{@link Failure.Data}: other 4xx to a request that writes, and an answer that is too large
 *   <li>{@link Failure.Configuration}: other 4xx to a request that reads; refused redirects
 *   <li>{@link Failure.Interrupted}: the thread was interrupted
 * </ul>
 */
public final class Http implements AutoCloseable {
  private final OkHttpClient client;
  private final Layer.Next layers;
  private final Failures failures;
  private final BodiedGets bodied;

  private Http(OkHttpClient client, Layer.Next layers, Failures failures, BodiedGets bodied) {
    this.client = client;
    this.layers = layers;
    this.failures = failures;
    this.bodied = bodied;
  }

  /** Connects to nothing yet. */
  @MustBeClosed
  public static Http open(
      HttpSettings settings, Authentication authentication, HttpContext context) {
    OkHttpClient client = client(settings.limits());
    Failures failures = new Failures(settings.connection(), context.redaction());
    RateLimit rate = new RateLimit(settings, context, failures);
    List<Layer> outermostFirst =
        List.of(
            new EntityTags(settings.entityTagBytes()),
            new Redirects(settings, failures),
            new Retries(settings, authentication, rate, context, failures),
            rate,
            new CallRates(settings, context, failures),
            new Credentials(settings, authentication, context.redaction()),
            new Breaker(settings, context, failures),
            new ExchangeLog(settings.connection(), context),
            new Bodies(settings.limits(), failures));
    BodiedGets bodied = new BodiedGets(settings.limits());
    Layer.Next network =
        request -> {
          Optional<GetBody> body = GetBody.of(request);
          return body.isPresent()
              ? bodied.send(request, body.get())
              : client.newCall(request).execute();
        };
    return new Http(client, Layer.nest(outermostFirst, network), failures, bodied);
  }

  private static OkHttpClient client(HttpLimits limits) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
        // TLS 1.3 and 1.2; plain HTTP only where the address says so, and never by a redirect.
        .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
        .connectTimeout(limits.connect())
        .readTimeout(limits.read())
        .writeTimeout(limits.read())
        .callTimeout(limits.call())
        .socketFactory(new InterruptibleSockets())
        .connectionPool(new ConnectionPool(limits.idleConnections(), 1, TimeUnit.MINUTES))
        .followRedirects(false)
        .followSslRedirects(false)
        // OkHttp would repeat a POST that may have arrived.
        .retryOnConnectionFailure(false)
        .build();
  }

  /** The complete answer of a request that succeeded. */
  public Answer send(Request request) {
    return send(request, SendOptions.DEFAULT);
  }

  /** The complete answer that the options' judge accepts. */
  public Answer send(Request request, SendOptions options) {
    Request marked = request.newBuilder().tag(SendOptions.class, options).build();
    try (Response response = exchange(marked)) {
      return Answer.read(response);
    } catch (IOException e) {
      throw failures.broken(marked, e, 1);
    }
  }

  /** An answer that is read while it arrives. A connection that breaks then is not repeated. */
  @MustBeClosed
  public Download download(Request request, SendOptions options) {
    Request marked =
        request
            .newBuilder()
            .tag(SendOptions.class, options)
            .tag(SendOptions.Delivery.class, SendOptions.Delivery.STREAMED)
            .build();
    return new Download(exchange(marked), failures);
  }

  private Response exchange(Request request) {
    try {
      return layers.send(request);
    } catch (IOException e) {
      throw failures.broken(request, e, 1);
    }
  }

  /** Closes idle connections; a download still open must be closed by its reader. */
  @Override
  public void close() {
    client.connectionPool().evictAll();
    bodied.close();
  }
}
