package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonValues;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Http;
import io.navette.http.Judge;
import io.navette.http.SendOptions;
import io.navette.http.Verdict;
import io.navette.secret.Secret;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Asks an API how many calls a token has left. Blocks. */
final class QuotaStatus {
  private final Component source;
  private final Http http;
  private final HttpUrl url;
  private final Set<Integer> unavailable;
  private final SendOptions options;

  QuotaStatus(Component source, Clients clients) {
    this.source = source;
    String address = source.neededText("url");
    this.url =
        Optional.ofNullable(HttpUrl.parse(address))
            .orElseThrow(
                () ->
                    new Failure.Configuration("the quota_status_source is no URL: " + address, ""));
    this.http = clients.anonymous(url);
    this.unavailable = Budget.codes(source, "unavailable_status_codes", Set.of());
    Judge usual = Judge.byStatus(clients.settings().retry());
    this.options =
        SendOptions.DEFAULT
            .asRepeatable()
            .judgedBy(
                (answer, tries) ->
                    unavailable.contains(answer.status())
                        ? Verdict.accept()
                        : usual.judge(answer, tries));
  }

  /** The decoded answer; empty where the API says that nobody counts. */
  Optional<Object> of(String header, String prefix, Secret token) {
    Request.Builder request = new Request.Builder().url(url).header("Accept", "application/json");
    Authenticators.texts(source, "request_headers").forEach(request::header);
    request.header(header, prefix + token.reveal());
    if (source.text("http_method").filter("POST"::equalsIgnoreCase).isPresent()) {
      request.post(RequestBody.create(new byte[0]));
    }
    Answer answer = http.send(request.build(), options);
    return unavailable.contains(answer.status()) ? Optional.empty() : Optional.of(read(answer));
  }

  private Object read(Answer answer) {
    try {
      @Nullable Object status = JsonValues.parse(answer.text());
      if (status != null) {
        return status;
      }
    } catch (IOException notJson) {
      throw unreadable();
    }
    throw unreadable();
  }

  private Failure unreadable() {
    return new Failure.Remote(
        "the answer of " + url.host() + url.encodedPath() + " holds no quota status",
        "check quota_status_source of the manifest");
  }
}
