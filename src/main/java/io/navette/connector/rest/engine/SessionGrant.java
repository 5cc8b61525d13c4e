package io.navette.connector.rest.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.auth.Grant;
import io.navette.http.auth.Seed;
import io.navette.http.auth.TokenAccount;
import io.navette.http.auth.Tokens;
import io.navette.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token that a login request of the manifest gives. */
final class SessionGrant implements Grant {
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Component authenticator;
  private final HttpRequester login;
  private final Clients clients;
  private final String seed;

  SessionGrant(Component authenticator, Clients clients) {
    this.authenticator = authenticator;
    this.login = new HttpRequester(authenticator.needed("login_requester"), clients);
    this.clients = clients;
    this.seed =
        Seed.of(
            request(),
            sorted(authenticator.evaluator().asWritten().config()),
            lifetime().orElse(""));
  }

  /** As the manifest writes it, without a secret of the configuration. */
  private String request() {
    return sorted(authenticator.get("login_requester"));
  }

  private static String sorted(@Nullable Object value) {
    try {
      return SORTED.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can always be written", e);
    }
  }

  private Optional<String> lifetime() {
    return authenticator.text("expiration_duration");
  }

  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("stream_slice", Map.of());
    context.put("next_page_token", null);
    Answer answer = login.send(new RequestParts(), context);
    Secret token = new Secret(token(answer));
    clients.context().redaction().learn(token);
    Instant now = clients.context().clock().instant();
    Optional<Instant> expires =
        lifetime()
            .map(IsoDuration::parse)
            .map(life -> life.after(now.atOffset(ZoneOffset.UTC)).toInstant());
    return new Tokens(token, Optional.empty(), now, expires, seed, Map.of());
  }

  private String token(Answer answer) {
    try {
      Object body =
          Decoders.of(authenticator.child("decoder"))
              .decode(new ByteArrayInputStream(answer.body()))
              .next();
      if (authenticator.path("session_token_path").get(body) instanceof String found
          && !found.isEmpty()) {
        return found;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new Failure.Access("the answer to the login can't be read", "", e);
    }
    throw new Failure.Access(
        "the answer to the login holds no " + authenticator.path("session_token_path"),
        "check the connection's config");
  }

  @Override
  public TokenAccount account() {
    return new TokenAccount(
        clients.settings().connection(), Seed.of("session", request()), TokenAccount.Loss.NOTHING);
  }

  @Override
  public String seed() {
    return seed;
  }
}
