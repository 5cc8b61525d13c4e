package io.navette.http.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.HttpContext;
import io.navette.http.SendOptions;
import io.navette.secret.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/**
 * One login of a person on another device (RFC 8628). The tokens it stores are used and renewed by
 * a {@link RefreshTokenGrant} on the same endpoint.
 */
public final class DeviceLogin {
  private final TokenEndpoint endpoint;
  private final Grant renewing;
  private final TokenStore store;
  private final HttpContext context;

  /**
   * @param renewing what will use the tokens
   */
  public DeviceLogin(TokenEndpoint endpoint, Grant renewing, TokenStore store) {
    this.endpoint = endpoint;
    this.renewing = renewing;
    this.store = store;
    this.context = endpoint.context();
  }

  /**
   * Asks for a code. Blocks.
   *
   * @param scope words with blanks between; empty to leave it out
   */
  public DevicePrompt begin(HttpUrl authorize, String scope) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", endpoint.requests().client().id());
    if (!scope.isEmpty()) {
      fields.put("scope", scope);
    }
    Answer answer = endpoint.post(authorize, fields, SendOptions.DEFAULT.asRepeatable());
    JsonNode body = TokenAnswers.json(answer);
    String device = body.path("device_code").asText();
    if (answer.status() >= 400 || device.isEmpty()) {
      throw endpoint.refused(answer, body);
    }
    endpoint.learn(new Secret(device));
    return new DevicePrompt(
        body.path("user_code").asText(),
        body.path("verification_uri").asText(body.path("verification_url").asText()),
        Optional.of(body.path("verification_uri_complete").asText())
            .filter(Predicate.not(String::isEmpty)),
        context.clock().instant().plusSeconds(body.path("expires_in").asLong(1800)),
        Duration.ofSeconds(Math.max(1, body.path("interval").asLong(5))),
        new Secret(device));
  }

  /** Blocks until the person has decided, then stores the tokens. */
  public Tokens await(DevicePrompt prompt) {
    Duration interval = prompt.interval();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    fields.put("device_code", prompt.device().reveal());
    while (context.clock().instant().isBefore(prompt.expires())) {
      context.sleep(interval);
      Answer answer =
          endpoint.post(endpoint.requests().url(), fields, SendOptions.DEFAULT.asRepeatable());
      switch (TokenAnswers.error(TokenAnswers.json(answer)).orElse("")) {
        case "authorization_pending" -> {}
        // RFC 8628, 3.5: five seconds more, from now on.
        case "slow_down" -> interval = interval.plusSeconds(5);
        default -> {
          return save(answer);
        }
      }
    }
    String connection = endpoint.requests().connection();
    throw new Failure.Access(
        connection + ": the code " + prompt.code() + " expired before anybody used it",
        "log in again: navette connect login " + connection);
  }

  private Tokens save(Answer answer) {
    Tokens tokens = endpoint.read(answer).withSeed(renewing.seed());
    return store.update(renewing.account(), stored -> tokens);
  }
}
