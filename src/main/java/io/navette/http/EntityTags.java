package io.navette.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers by their ETag, and asks whether they still hold (RFC 9110, 13.1.2). What was
 * used longest ago is forgotten first. Lies outside of the credentials, so that no key holds any.
 */
final class EntityTags implements Layer {
  private final long capacity;
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  private record Kept(String tag, Response response, long size) {}

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
      return copy(known.response);
    }
    String tag = response.header("ETag");
    if (response.code() == 200 && tag != null) {
      keep(key, new Kept(tag, copy(response), response.body().contentLength()));
    }
    return response;
  }

  private static boolean cacheable(Request request) {
    return request.method().equals("GET")
        && !SendOptions.Delivery.streamed(request)
        && request.header("If-None-Match") == null
        && request.header("Range") == null;
  }

  private static Response copy(Response response) throws IOException {
    return response.newBuilder().body(response.peekBody(Long.MAX_VALUE)).build();
  }

  private synchronized @Nullable Kept find(String key) {
    return kept.get(key);
  }

  private synchronized void keep(String key, Kept added) {
    if (added.size > capacity) {
      return;
    }
    Kept replaced = kept.put(key, added);
    size += added.size - (replaced == null ? 0 : replaced.size);
    var eldest = kept.values().iterator();
    while (size > capacity) {
      size -= eldest.next().size;
      eldest.remove();
    }
  }
}
