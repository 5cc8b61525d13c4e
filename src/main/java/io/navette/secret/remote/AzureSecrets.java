package io.navette.secret.remote;

import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.secret.Secret;
import java.util.HashMap;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Azure Key Vault: {@code GET /secrets/NAME/VERSION}
 * (learn.microsoft.com/rest/api/keyvault/secrets/get-secret), with the client credentials of an app
 * registration (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
 * Used by one thread at a time.
 */
final class AzureSecrets {
  private static final String VERSION = "7.4";
  private static final String DOMAIN = ".vault.azure.net";

  private final Environment environment;
  private final Calls calls;
  private final Map<String, Secret> tokens = new HashMap<>();

  AzureSecrets(Environment environment, Calls calls) {
    this.environment = environment;
    this.calls = calls;
  }

  /**
   * The value behind {@code VAULT/NAME} or {@code VAULT/NAME/VERSION}; the vault may be an address,
   * for the clouds of governments and of China.
   */
  Secret fetch(Asked asked) {
    String name = asked.name();
    int host = name.contains("://") ? name.indexOf("://") + 3 : 0;
    int slash = name.indexOf('/', host);
    if (slash < 0 || slash == name.length() - 1) {
      throw asked.wrong("it is no name", "write ${azure:VAULT/NAME} or VAULT/NAME/VERSION");
    }
    String vault = name.substring(0, slash);
    String address = host > 0 ? vault : "https://" + vault + (vault.contains(".") ? "" : DOMAIN);
    HttpUrl url =
        Environment.url(asked, "the vault", address)
            .newBuilder()
            .addPathSegment("secrets")
            .addPathSegments(name.substring(slash + 1))
            .addQueryParameter("api-version", VERSION)
            .build();
    Calls.Reply reply =
        calls.send(asked, new Request.Builder().url(url).build(), Header.bearer(login(asked, url)));
    if (!reply.succeeded()) {
      throw refused(asked, reply, vault);
    }
    return new Secret(reply.text("value"));
  }

  private static Failure refused(Asked asked, Calls.Reply reply, String vault) {
    String message = reply.text("error", "code") + ": " + reply.text("error", "message");
    return switch (reply.status()) {
      case 404 ->
          asked.wrong(
              "there is no such secret: " + message,
              "az keyvault secret list --vault-name " + vault);
      case 401, 403 ->
          asked.denied(
              "Azure denies it: " + message,
              "give the app the role Key Vault Secrets User on the vault, and look at the vault's"
                  + " firewall");
      default -> asked.wrong("Azure answered " + reply.status() + ": " + message, "");
    };
  }

  /** The scope is the vault's domain. */
  private Secret login(Asked asked, HttpUrl vault) {
    String host = vault.host();
    int dot = host.indexOf(".vault.");
    String scope = "https://" + (dot < 0 ? DOMAIN.substring(1) : host.substring(dot + 1));
    return tokens.computeIfAbsent(scope, unknown -> token(asked, scope));
  }

  private Secret token(Asked asked, String scope) {
    HttpUrl url =
        environment
            .address(asked, "AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com")
            .newBuilder()
            .addPathSegment(environment.required(asked, "AZURE_TENANT_ID"))
            .addPathSegments("oauth2/v2.0/token")
            .build();
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("client_id", environment.required(asked, "AZURE_CLIENT_ID"))
            .add("client_secret", environment.required(asked, "AZURE_CLIENT_SECRET"))
            .add("scope", scope + "/.default")
            .build();
    Calls.Reply reply =
        calls.send(asked, new Request.Builder().url(url).post(form).build(), Authentication.NONE);
    String fetched = reply.text("access_token");
    if (!reply.succeeded() || fetched.isEmpty()) {
      throw asked.denied(
          "Azure refuses the app: "
              + reply.text("error_description").lines().findFirst().orElse(reply.text("error")),
          "check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, which may have expired");
    }
    return new Secret(fetched);
  }
}
