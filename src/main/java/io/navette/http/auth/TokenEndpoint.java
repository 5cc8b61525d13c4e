package io.navette.http.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.SendOptions;
import io.navette.http.Verdict;
import io.navette.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Asks a vendor for tokens (RFC 6749, 3.2). Thread-safe; blocks. Fails with {@code Failure.Access}
 * when the credentials are refused, {@code Failure.Configuration} when the request is; an answer of
 * 200 that holds an error, or no token, is a failure too.
 */
public final class TokenEndpoint {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  private final TokenRequests requests;
  private final Http http;
  private final HttpContext context;
  private final TokenAnswers answers;

  /**
   * @param http without credentials of its own, pinned to the endpoint's host
   */
  public TokenEndpoint(TokenRequests requests, Http http, HttpContext context) {
    this.requests = requests;
    this.http = http;
    this.context = context;
    this.answers = new TokenAnswers(requests, context);
    switch (requests.client()) {
      case ClientIdentity.Basic basic -> context.redaction().learn(basic.secret());
      case ClientIdentity.Fields fields -> context.redaction().learn(fields.secret());
      case ClientIdentity.Open open -> {}
      case ClientIdentity.Unnamed unnamed -> {}
    }
  }

  TokenAccount account(String grant, TokenAccount.Loss loss) {
    String name = Seed.of(grant, requests.url().toString(), requests.client().id());
    return new TokenAccount(requests.connection(), name, loss);
  }

  /** Of tokens a login obtained. */
  String loginSeed() {
    return Seed.of("login", requests.url().toString(), requests.client().id());
  }

  /** Of tokens that the client's own credentials obtained. */
  String seed() {
    String secret =
        switch (requests.client()) {
          case ClientIdentity.Basic basic -> basic.secret().reveal();
          case ClientIdentity.Fields fields -> fields.secret().reveal();
          case ClientIdentity.Open open -> "";
          case ClientIdentity.Unnamed unnamed -> "";
        };
    return Seed.of(loginSeed(), secret, new TreeMap<>(requests.extraFields()).toString());
  }

  Tokens read(Answer answer) {
    return answers.tokens(answer);
  }

  Failure refused(Answer answer, JsonNode body) {
    return answers.refused(answer, body);
  }

  TokenRequests requests() {
    return requests;
  }

  HttpContext context() {
    return context;
  }

  /**
   * For requests that may arrive twice: the vendor answers again, or refuses as it would anyway.
   */
  Tokens repeatable(Map<String, String> fields) {
    return read(post(requests.url(), fields, SendOptions.DEFAULT.asRepeatable()));
  }

  /** For a code that is good for one request. */
  Tokens once(Map<String, String> fields) {
    return read(post(requests.url(), fields, SendOptions.DEFAULT));
  }

  /** The vendor's answer as it is, errors of the 4xx included. */
  Answer post(HttpUrl url, Map<String, String> fields, SendOptions options) {
    Map<String, String> all = new LinkedHashMap<>();
    fields.forEach((name, value) -> all.put(requests.named(name), value));
    all.putAll(requests.extraFields());
    Request.Builder request = new Request.Builder().url(url).header("Accept", "application/json");
    identify(request, all);
    requests.headers().forEach(request::header);
    switch (requests.encoding()) {
      case FORM -> request.post(form(all));
      case JSON -> request.post(json(all));
      case QUERY -> request.url(query(url, all)).post(RequestBody.create(new byte[0]));
    }
    return http.send(request.build(), options.judgedBy(TokenEndpoint::judge));
  }

  private void identify(Request.Builder request, Map<String, String> fields) {
    switch (requests.client()) {
      case ClientIdentity.Basic basic ->
          request.header(
              "Authorization",
              Credentials.basic(encode(basic.id()), encode(basic.secret().reveal())));
      case ClientIdentity.Fields named -> {
        fields.put(requests.named("client_id"), named.id());
        fields.put(requests.named("client_secret"), named.secret().reveal());
      }
      case ClientIdentity.Open open -> fields.put(requests.named("client_id"), open.id());
      case ClientIdentity.Unnamed unnamed -> {}
    }
  }

  /** RFC 6749, 2.3.1: both are form-encoded before they are joined. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static RequestBody form(Map<String, String> fields) {
    FormBody.Builder form = new FormBody.Builder();
    fields.forEach(form::add);
    return form.build();
  }

  private static RequestBody json(Map<String, String> fields) {
    try {
      return RequestBody.create(JSON.writeValueAsBytes(fields), JSON_TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private static HttpUrl query(HttpUrl url, Map<String, String> fields) {
    HttpUrl.Builder query = url.newBuilder();
    fields.forEach(query::setQueryParameter);
    return query.build();
  }

  /** A refusal is read by whoever asked; it may just mean "not yet". */
  private static Verdict judge(Answer answer, int tries) {
    int status = answer.status();
    if (status == 429) {
      return Verdict.limited();
    }
    return status == 408 || status >= 500 ? Verdict.repeat() : Verdict.accept();
  }

  /** Never shown from now on. */
  void learn(Secret secret) {
    context.redaction().learn(secret);
  }
}
