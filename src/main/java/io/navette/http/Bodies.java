package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;

/**
 * Reads answers to their end, so that one cut short counts as a failed try, and stops at the limit
 * on decompressed bytes, so that a small answer can't fill the memory. OkHttp decompresses only
 * what it asked for itself.
 */
final class Bodies implements Layer {
  private final HttpLimits limits;
  private final Failures failures;

  Bodies(HttpLimits limits, Failures failures) {
    this.limits = limits;
    this.failures = failures;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    Response response = next.send(request.newBuilder().removeHeader("Accept-Encoding").build());
    boolean streamed = SendOptions.Delivery.streamed(request) && response.isSuccessful();
    ResponseBody bounded = bounded(response, streamed ? limits.maxDownload() : limits.maxBody());
    if (streamed) {
      return response.newBuilder().body(bounded).build();
    }
    try (bounded) {
      Buffer whole = new Buffer();
      bounded.source().readAll(whole);
      return response
          .newBuilder()
          .body(ResponseBody.create(whole, bounded.contentType(), whole.size()))
          .build();
    }
  }

  private ResponseBody bounded(Response response, long limit) {
    ResponseBody body = response.body();
    ForwardingSource counted =
        new ForwardingSource(body.source()) {
          private long seen;

          @Override
          public long read(Buffer sink, long most) throws IOException {
            long count = super.read(sink, most);
            seen += Math.max(count, 0);
            if (seen > limit) {
              throw tooLarge(response.request(), limit);
            }
            return count;
          }
        };
    return ResponseBody.create(Okio.buffer(counted), body.contentType(), body.contentLength());
  }

  private Failure tooLarge(Request request, long limit) {
    return new Failure.Data(
        failures.where(request) + ": the answer is larger than " + limit + " bytes",
        "ask for smaller pages, or raise the connection's limit");
  }
}
