package io.navette.secret.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.http.Answer;
import io.navette.http.Authentication;
import io.navette.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * HashiCorp Vault, secrets engine KV version 2: {@code GET /v1/MOUNT/data/PATH}
 * (developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2). Logs in by token, or by AppRole
 * (developer.hashicorp.com/vault/api-docs/auth/approle). Used by one thread at a time.
 */
final class VaultSecrets {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SEALED = 503;

  private final Environment environment;
  private final Calls calls;
  private @Nullable Secret token;

  VaultSecrets(Environment environment, Calls calls) {
    this.environment = environment;
    this.calls = calls;
  }

  /** The value behind {@code MOUNT/PATH#KEY}. */
  Secret fetch(Asked asked) {
    if (asked.key().isEmpty() || !asked.path().contains("/")) {
      throw asked.wrong(
          "it does not say which value",
          "write ${vault:MOUNT/PATH#KEY}, e.g. secret/shop#password");
    }
    HttpUrl url = address(asked, "data", asked.path());
    Calls.Reply reply = ask(asked, new Request.Builder().url(url).build(), login(asked));
    return switch (reply.status()) {
      case 200 -> value(asked, reply.body().path("data").path("data"));
      case 404 ->
          throw asked.wrong(
              "there is no such secret, or it was deleted" + said(reply),
              "vault kv get " + asked.path());
      case 401, 403 ->
          throw asked.denied(
              "Vault denies it" + said(reply),
              "check that the token is still good (vault token lookup) and its policy has read on "
                  + url.encodedPath().substring("/v1/".length()));
      default ->
          throw asked.wrong(
              "Vault answered " + reply.status() + said(reply),
              "check the mount, which must be of KV version 2, and VAULT_NAMESPACE");
    };
  }

  private static Secret value(Asked asked, JsonNode data) {
    JsonNode value = data.path(asked.key());
    if (value.isMissingNode() || value.isNull()) {
      List<String> keys = new ArrayList<>();
      data.fieldNames().forEachRemaining(keys::add);
      throw asked.wrong(
          "the secret has no key " + asked.key(), "its keys: " + String.join(", ", keys));
    }
    return new Secret(Calls.value(value));
  }

  /** The mount is the first part; one with slashes in it ends at a double slash. */
  private HttpUrl address(Asked asked, String part, String path) {
    int end = path.contains("//") ? path.indexOf("//") : path.indexOf('/');
    String rest = path.substring(end).replaceFirst("^/+", "");
    return base(asked)
        .newBuilder()
        .addPathSegment("v1")
        .addPathSegments(path.substring(0, end))
        .addPathSegment(part)
        .addPathSegments(rest)
        .build();
  }

  private HttpUrl base(Asked asked) {
    return Environment.url(asked, "VAULT_ADDR", environment.required(asked, "VAULT_ADDR"));
  }

  /** A sealed Vault stays sealed until a person opens it. */
  private Calls.Reply ask(Asked asked, Request request, Authentication authentication) {
    Request.Builder builder = request.newBuilder();
    environment
        .text("VAULT_NAMESPACE")
        .ifPresent(namespace -> builder.header("X-Vault-Namespace", namespace));
    Calls.Reply reply = calls.send(asked, builder.build(), authentication, VaultSecrets::isSealed);
    if (reply.status() == SEALED) {
      throw asked.failing("Vault is sealed", "vault operator unseal");
    }
    return reply;
  }

  private static boolean isSealed(Answer answer) {
    return answer.status() == SEALED && answer.text().contains("sealed");
  }

  private static String said(Calls.Reply reply) {
    String said = reply.body().path("errors").path(0).asText();
    return said.isBlank() ? "" : ": " + said.strip();
  }

  private Authentication login(Asked asked) {
    Secret known = token;
    if (known == null) {
      known =
          environment
              .secret("VAULT_TOKEN")
              .or(() -> environment.text("VAULT_TOKEN_FILE").flatMap(f -> file(asked, Path.of(f))))
              .or(() -> role(asked))
              .or(() -> environment.home(".vault-token").flatMap(file -> file(asked, file)))
              .orElseThrow(
                  () ->
                      asked.wrong(
                          "there is no token for Vault",
                          "set VAULT_TOKEN, VAULT_TOKEN_FILE, or VAULT_ROLE_ID and"
                              + " VAULT_SECRET_ID; or type: vault login"));
      token = known;
    }
    return new Header("X-Vault-Token", "", known);
  }

  private static Optional<Secret> file(Asked asked, Path file) {
    return Environment.file(asked, file).filter(text -> !text.isEmpty()).map(Secret::new);
  }

  private Optional<Secret> role(Asked asked) {
    Optional<String> role = environment.text("VAULT_ROLE_ID");
    if (role.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode body = MAPPER.createObjectNode().put("role_id", role.get());
    environment.text("VAULT_SECRET_ID").ifPresent(id -> body.put("secret_id", id));
    HttpUrl url = base(asked).newBuilder().addPathSegments("v1/auth/approle/login").build();
    Calls.Reply reply =
        ask(
            asked,
            new Request.Builder().url(url).post(RequestBody.create(body.toString(), JSON)).build(),
            Authentication.NONE);
    String fetched = reply.text("auth", "client_token");
    if (!reply.succeeded() || fetched.isEmpty()) {
      throw asked.denied(
          "Vault refuses the AppRole" + said(reply),
          "check VAULT_ROLE_ID and VAULT_SECRET_ID; a secret id may be used up or expired");
    }
    return Optional.of(new Secret(fetched));
  }
}
