package io.navette.secret.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.auth.Jwt;
import io.navette.http.auth.JwtKey;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Google Secret Manager: {@code projects.secrets.versions.access}
 * (docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access),
 * with a service account's signed token
 * (developers.google.com/identity/protocols/oauth2/service-account). Used by one thread at a time.
 */
final class GoogleSecrets {
  private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";

  private final Environment environment;
  private final Calls calls;
  private final InstantSource clock;
  private @Nullable Secret token;

  GoogleSecrets(Environment environment, Calls calls, InstantSource clock) {
    this.environment = environment;
    this.calls = calls;
    this.clock = clock;
  }

  /** The value behind {@code PROJECT/NAME} or {@code PROJECT/NAME/VERSION}. */
  Secret fetch(Asked asked) {
    String[] parts = asked.name().split("/", -1);
    if (parts.length < 2 || parts.length > 3 || asked.name().contains("//")) {
      throw asked.wrong("it is no name", "write ${google:PROJECT/NAME} or PROJECT/NAME/VERSION");
    }
    HttpUrl url =
        environment
            .address(
                asked,
                "CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER",
                "https://secretmanager.googleapis.com/")
            .newBuilder()
            .addPathSegments("v1/projects")
            .addPathSegment(parts[0])
            .addPathSegment("secrets")
            .addPathSegment(parts[1])
            .addPathSegment("versions")
            .addPathSegment((parts.length == 3 ? parts[2] : "latest") + ":access")
            .build();
    Calls.Reply reply =
        calls.send(asked, new Request.Builder().url(url).build(), Header.bearer(login(asked)));
    if (!reply.succeeded()) {
      throw refused(asked, reply, parts[0]);
    }
    return value(asked, reply);
  }

  private static Failure refused(Asked asked, Calls.Reply reply, String project) {
    String message = reply.text("error", "message");
    return switch (reply.status()) {
      case 404 ->
          asked.wrong(
              "there is no such secret: " + message, "gcloud secrets list --project " + project);
      case 401, 403 ->
          asked.denied(
              "Google denies it: " + message,
              "give the service account the role Secret Manager Secret Accessor"
                  + " (roles/secretmanager.secretAccessor), and enable the Secret Manager API");
      default ->
          asked.wrong(
              "Google answered " + reply.status() + ": " + message,
              "a version that is disabled or destroyed can't be read");
    };
  }

  private static Secret value(Asked asked, Calls.Reply reply) {
    byte[] data = Base64.getDecoder().decode(reply.text("payload", "data"));
    String expected = reply.text("payload", "dataCrc32c");
    CRC32C sum = new CRC32C();
    sum.update(data);
    if (!expected.isEmpty() && !expected.equals(Long.toString(sum.getValue()))) {
      throw asked.failing("the value arrived damaged (its CRC32C differs)", "run again");
    }
    return new Secret(new String(data, StandardCharsets.UTF_8));
  }

  private Secret login(Asked asked) {
    if (token == null) {
      token = login(asked, account(asked));
    }
    return token;
  }

  private JsonNode account(Asked asked) {
    String file = environment.required(asked, FILE);
    JsonNode account =
        Calls.json(
            Environment.file(asked, Path.of(file))
                .orElseThrow(() -> asked.wrong("there is no file " + file, "check " + FILE)));
    if (!account.path("type").asText().equals("service_account")) {
      throw asked.wrong(
          file
              + " is no key of a service account but of type \""
              + account.path("type").asText()
              + "\"",
          "create one: IAM, Service Accounts, Keys, Add key, JSON");
    }
    return account;
  }

  private Secret login(Asked asked, JsonNode account) {
    String address = account.path("token_uri").asText("https://oauth2.googleapis.com/token");
    Jwt assertion =
        new Jwt(
            new JwtKey(JwtKey.Algorithm.RS256, new Secret(account.path("private_key").asText())),
            Map.of("kid", account.path("private_key_id").asText()),
            Map.of(
                "iss",
                account.path("client_email").asText(),
                "scope",
                "https://www.googleapis.com/auth/cloud-platform",
                "aud",
                address),
            Duration.ofMinutes(10));
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
            .add("assertion", assertion.sign(clock.instant()).reveal())
            .build();
    Calls.Reply reply =
        calls.send(
            asked,
            new Request.Builder()
                .url(Environment.url(asked, "token_uri", address))
                .post(form)
                .build(),
            Authentication.NONE);
    String fetched = reply.text("access_token");
    if (!reply.succeeded() || fetched.isEmpty()) {
      throw asked.denied(
          "Google refuses the service account "
              + account.path("client_email").asText()
              + ": "
              + reply.text("error_description"),
          "check that its key was not deleted, and this machine's clock");
    }
    return new Secret(fetched);
  }
}
