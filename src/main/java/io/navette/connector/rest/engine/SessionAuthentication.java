package io.navette.connector.rest.engine;

import io.navette.connector.rest.date.IsoDuration;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Authentication;
import io.navette.http.auth.ApiKeyAuthentication;
import io.navette.http.auth.BearerAuthentication;
import io.navette.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** A token that a login request of the manifest gives. */
final class SessionAuthentication implements Authentication {
  private final Component authenticator;
  private final HttpRequester login;
  private final Clients clients;
  private @Nullable String token;
  private Instant expires = Instant.MAX;

  SessionAuthentication(Component authenticator, Clients clients) {
    this.authenticator = authenticator;
    this.login = new HttpRequester(authenticator.needed("login_requester"), clients);
    this.clients = clients;
  }

  @Override
  public synchronized void apply(Request.Builder request) {
    String known = token;
    if (known == null || !clients.context().clock().instant().isBefore(expires)) {
      known = login();
    }
    authentication(known).apply(request);
  }

  @Override
  public synchronized boolean renew(Request refused) {
    token = null;
    return true;
  }

  private Authentication authentication(String session) {
    Component way = authenticator.needed("request_authentication");
    String text =
        way.template("api_token")
            .map(template -> way.evaluator().text(template, Map.of("session_token", session)))
            .orElse(session);
    Secret secret = new Secret(text);
    Optional<Component> option = way.child("inject_into");
    return option.isPresent()
        ? new ApiKeyAuthentication(
            Authenticators.place(option.get()), option.get().neededText("field_name"), secret)
        : new BearerAuthentication(secret);
  }

  private String login() {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("stream_slice", Map.of());
    context.put("next_page_token", null);
    Answer answer = login.send(new RequestParts(), context);
    try {
      Object body =
          Decoders.of(authenticator.child("decoder"))
              .decode(new ByteArrayInputStream(answer.body()))
              .next();
      if (authenticator.path("session_token_path").get(body) instanceof String found
          && !found.isEmpty()) {
        clients.context().redaction().learn(new Secret(found));
        expires =
            authenticator
                .text("expiration_duration")
                .map(IsoDuration::parse)
                .map(life -> life.after(now()).toInstant())
                .orElse(Instant.MAX);
        token = found;
        return found;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new Failure.Access("the answer to the login can't be read", "", e);
    }
    throw new Failure.Access(
        "the answer to the login holds no " + authenticator.path("session_token_path"),
        "check the connection's config");
  }

  private OffsetDateTime now() {
    return clients.context().clock().instant().atOffset(ZoneOffset.UTC);
  }
}
