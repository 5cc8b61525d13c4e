package io.navette.connector.google;

import com.google.api.client.http.LowLevelHttpResponse;
import io.navette.http.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** An answer as Google's clients read it: complete and decompressed. */
final class GoogleResponse extends LowLevelHttpResponse {
  private final Answer answer;
  private final Headers headers;

  GoogleResponse(Answer answer) {
    this.answer = answer;
    this.headers = answer.headers();
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(answer.body());
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
    return "HTTP/1.1 " + answer.status();
  }

  @Override
  public int getStatusCode() {
    return answer.status();
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
}
