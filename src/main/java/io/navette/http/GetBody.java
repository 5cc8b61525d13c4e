package io.navette.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

/**
 * The body of a GET, which some search APIs ask for although it means nothing to HTTP (RFC 9110,
 * 9.3.1). OkHttp refuses to send one: it travels beside its request.
 *
 * @param type its media type
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
public record GetBody(byte[] bytes, Optional<String> type) {

  /** Makes the request a GET with this body. */
  public static void attach(Request.Builder request, RequestBody body) {
    Buffer whole = new Buffer();
    try {
      body.writeTo(whole);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    Optional<String> type = Optional.ofNullable(body.contentType()).map(MediaType::toString);
    request.get().tag(GetBody.class, new GetBody(whole.readByteArray(), type));
  }

  static Optional<GetBody> of(Request request) {
    return Optional.ofNullable(request.tag(GetBody.class));
  }
}
