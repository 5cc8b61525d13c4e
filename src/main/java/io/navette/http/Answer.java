package io.navette.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;

/** An answer, complete and in memory. */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Headers headers, byte[] body) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** In the charset it declares, else UTF-8. */
  public String text() {
    return new String(
        body,
        header("Content-Type")
            .map(MediaType::parse)
            .map(type -> type.charset(StandardCharsets.UTF_8))
            .orElse(StandardCharsets.UTF_8));
  }

  /** Takes the body out of the response. */
  static Answer read(Response response) throws IOException {
    return new Answer(response.code(), response.headers(), response.body().bytes());
  }

  /** Copies what is there of the body, and leaves the response as it was. */
  static Answer peek(Response response) throws IOException {
    byte[] body =
        SendOptions.Delivery.streamed(response.request()) && response.isSuccessful()
            ? new byte[0]
            : response.peekBody(Long.MAX_VALUE).bytes();
    return new Answer(response.code(), response.headers(), body);
  }
}
