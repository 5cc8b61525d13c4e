package io.navette.connector.google;

import com.google.api.client.http.LowLevelHttpResponse;
import io.navette.http.Answer;
import io.navette.http.Download;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** An answer as Google's clients read it, decompressed. */
final class GoogleResponse extends LowLevelHttpResponse {
  private final int status;
  private final Headers headers;
  private final InputStream body;
  private final Runnable closing;

  /** One that is complete. */
  GoogleResponse(Answer answer) {
    this(answer.status(), answer.headers(), new ByteArrayInputStream(answer.body()), () -> {});
  }

  /** One that is still arriving; closed by {@link #disconnect}. */
  GoogleResponse(Download download) {
    this(download.status(), download.headers(), download.body(), download::close);
  }

  private GoogleResponse(int status, Headers headers, InputStream body, Runnable closing) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.closing = closing;
  }

  @Override
  public InputStream getContent() {
    return body;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public long getContentLength() {
    return -1;
  }

  @Override
  public @Nullable String getContentType() {
    return headers.get("Content-Type");
  }

  @Override
  public String getStatusLine() {
    return "HTTP/1.1 " + status;
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public String getReasonPhrase() {
    return "";
  }

  @Override
  public int getHeaderCount() {
    return headers.size();
  }

  @Override
  public String getHeaderName(int index) {
    return headers.name(index);
  }

  @Override
  public String getHeaderValue(int index) {
    return headers.value(index);
  }

  @Override
  public void disconnect() {
    closing.run();
  }
}
