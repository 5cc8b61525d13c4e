package io.navette.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;

/** A successful answer whose body is still arriving. Used by one thread. */
public final class Download implements AutoCloseable {
  private final Response response;
  private final InputStream body;

  Download(Response response, Failures failures) {
    this.response = response;
    this.body = new Body(response.body().byteStream(), response.request(), failures);
  }

  public int status() {
    return response.code();
  }

  public Headers headers() {
    return response.headers();
  }

  /** Decompressed. Reading blocks; it never throws IOException, but {@code Failure.Remote}. */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    response.close();
  }

  private static final class Body extends FilterInputStream {
    private final Request request;
    private final Failures failures;

    Body(InputStream in, Request request, Failures failures) {
      super(in);
      this.request = request;
      this.failures = failures;
    }

    @Override
    public int read() {
      try {
        return super.read();
      } catch (IOException e) {
        throw failures.broken(request, e, 1);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      try {
        return super.read(bytes, from, length);
      } catch (IOException e) {
        throw failures.broken(request, e, 1);
      }
    }

    @Override
    public long skip(long count) {
      try {
        return super.skip(count);
      } catch (IOException e) {
        throw failures.broken(request, e, 1);
      }
    }
  }
}
