package io.navette.connector.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import io.navette.http.Http;
import io.navette.http.SendOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends what Google's clients make by the connection's {@link Http}, where waits, limits, retries
 * and redaction are. Failures are those of {@link Http}, never Google's exceptions. Thread-safe.
 */
final class GoogleTransport extends HttpTransport {
  private final Http http;
  private final Function<Request, SendOptions> options;

  /**
   * @param options how each request is sent, and what its answers mean
   */
  GoogleTransport(Http http, Function<Request, SendOptions> options) {
    this.http = http;
    this.options = options;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Outgoing(method, HttpUrl.get(url));
  }

  /** One request of Google's client. */
  private final class Outgoing extends LowLevelHttpRequest {
    private final String method;
    private final HttpUrl url;
    private final Request.Builder request = new Request.Builder();

    Outgoing(String method, HttpUrl url) {
      this.method = method;
      this.url = url;
    }

    @Override
    public void addHeader(String name, String value) {
      request.addHeader(name, value);
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      @Nullable String encoding = getContentEncoding();
      if (encoding != null) {
        request.header("Content-Encoding", encoding);
      }
      Request ready = request.url(url).method(method, body()).build();
      return new GoogleResponse(http.send(ready, options.apply(ready)));
    }

    private @Nullable RequestBody body() throws IOException {
      if (method.equals("GET") || method.equals("HEAD")) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (getStreamingContent() != null) {
        getStreamingContent().writeTo(bytes);
      }
      @Nullable String type = getContentType();
      return RequestBody.create(bytes.toByteArray(), type == null ? null : MediaType.parse(type));
    }
  }
}
