package io.navette.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers by their ETag, and asks whether they still hold (RFC 9110, 13.1.2). What was
 * used longest ago is forgotten first. Lies outside of the credentials, so that no key holds any.
 */
final class EntityTags implements Layer {
  private final long capacity;
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Kept(String tag, Response response, byte[] body) {
    Response answer() {
      ResponseBody copy = ResponseBody.create(body, response.body().contentType());
      return response.newBuilder().body(copy).build();
    }
  }

  EntityTags(long capacity) {
    this.capacity = capacity;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    if (capacity == 0 || !cacheable(request)) {
      return next.send(request);
    }
    String key = request.url() + "\n" + request.headers();
    Kept known = find(key);
    Response response =
        next.send(
            known == null
                ? request
                : request.newBuilder().header("If-None-Match", known.tag).build());
    if (response.code() == 304 && known != null) {
      response.close();
      return known.answer();
    }
    String tag = response.header("ETag");
    if (response.code() == 200 && tag != null) {
      Kept fresh = new Kept(tag, response, response.body().bytes());
      keep(key, fresh);
      return fresh.answer();
    }
    return response;
  }

  private static boolean cacheable(Request request) {
    return request.method().equals("GET")
        && GetBody.of(request).isEmpty()
        && !SendOptions.Delivery.streamed(request)
        && request.header("If-None-Match") == null
        && request.header("Range") == null;
  }

  private synchronized @Nullable Kept find(String key) {
    return kept.get(key);
  }

  private synchronized void keep(String key, Kept added) {
    if (added.body.length > capacity) {
      return;
    }
    Kept replaced = kept.put(key, added);
    size += added.body.length - (replaced == null ? 0 : replaced.body.length);
    var eldest = kept.values().iterator();
    while (size > capacity) {
      size -= eldest.next().body.length;
      eldest.remove();
    }
  }
}
