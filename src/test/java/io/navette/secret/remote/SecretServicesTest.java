package io.navette.secret.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import io.navette.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service is played by a local server that checks what it is sent. */
final class SecretServicesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String VALUE = "s3cret-value";
  private static final String WHERE = "navette.yaml:5:15: password";

  @TempDir Path folder = Path.of("unset");
  private final Map<String, String> environment = new HashMap<>();
  private final List<Duration> waits = new ArrayList<>();
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
    environment.put("HOME", folder.toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SecretServices services() {
    return new SecretServices(environment, () -> NOW, waits::add);
  }

  private String fetch(String service, String name) {
    return services().fetch(service, name, WHERE).reveal();
  }

  private String address() {
    return server.url("/").toString().replaceAll("/$", "");
  }

  private <T extends Failure> T failure(Class<T> kind, String service, String name) {
    try {
      services().fetch(service, name, WHERE);
    } catch (Failure failure) {
      assertThat(failure).isInstanceOf(kind);
      assertThat(failure.getMessage())
          .startsWith(WHERE + ": ${" + service + ":" + name + "}: ")
          .doesNotContain(VALUE);
      assertThat(failure.remedy()).isNotEmpty().doesNotContain(VALUE);
      return kind.cast(failure);
    }
    throw new AssertionError("nothing failed");
  }

  private void vault() {
    environment.put("VAULT_ADDR", address());
    environment.put("VAULT_TOKEN", "hvs.token");
    server.always(
        LocalServer.json(
            200, "{\"data\": {\"data\": {\"password\": \"" + VALUE + "\", \"port\": 5432}}}"));
  }

  @Test
  void vaultIsAskedByTokenOncePerReference() {
    vault();
    environment.put("VAULT_NAMESPACE", "team/a");
    SecretServices services = services();
    assertThat(services.fetch("vault", "secret/shop/db#password", WHERE))
        .isEqualTo(new Secret(VALUE))
        .hasToString("***");
    services.fetch("vault", "secret/shop/db#password", "elsewhere");
    assertThat(services.fetch("vault", "secret/shop/db#port", WHERE).reveal()).isEqualTo("5432");
    assertThat(server.seen()).hasSize(2);
    LocalServer.Seen seen = server.seen().get(0);
    assertThat(seen.method() + " " + seen.target()).isEqualTo("GET /v1/secret/data/shop/db");
    assertThat(seen.header("X-Vault-Token")).isEqualTo("hvs.token");
    assertThat(seen.header("X-Vault-Namespace")).isEqualTo("team/a");
    services.fetch("vault", "team/kv//shop#password", WHERE);
    assertThat(server.seen().get(2).target()).isEqualTo("/v1/team/kv/data/shop");
  }

  @Test
  void vaultsTokenMayStandInAFileOrComeFromAnAppRole() throws IOException {
    vault();
    environment.remove("VAULT_TOKEN");
    assertThat(failure(Failure.Configuration.class, "vault", "secret/a#b").remedy())
        .contains("VAULT_ROLE_ID", "vault login");
    Files.writeString(folder.resolve(".vault-token"), "hvs.home\n");
    fetch("vault", "secret/a#password");
    environment.put("VAULT_ROLE_ID", "role");
    environment.put("VAULT_SECRET_ID", "id");
    server.then(
        exchange -> {
          assertThat(server.seen(exchange).body())
              .isEqualTo("{\"role_id\":\"role\",\"secret_id\":\"id\"}");
          LocalServer.json(200, "{\"auth\": {\"client_token\": \"hvs.role\"}}").answer(exchange);
        });
    fetch("vault", "secret/a#password");
    Files.writeString(folder.resolve("token"), "hvs.file\n");
    environment.put("VAULT_TOKEN_FILE", folder.resolve("token").toString());
    fetch("vault", "secret/a#password");
    assertThat(server.seen())
        .extracting(seen -> seen.target() + " " + seen.header("X-Vault-Token"))
        .containsExactly(
            "/v1/secret/data/a hvs.home",
            "/v1/auth/approle/login ",
            "/v1/secret/data/a hvs.role",
            "/v1/secret/data/a hvs.file");
    environment.remove("VAULT_TOKEN_FILE");
    server.then(LocalServer.json(400, "{\"errors\": [\"invalid role or secret ID\"]}"));
    assertThat(failure(Failure.Access.class, "vault", "secret/a#b"))
        .hasMessageContaining("invalid role or secret ID");
  }

  @Test
  void vaultsRefusalsSayWhoMustAct() {
    vault();
    server.then(LocalServer.json(404, "{\"errors\": []}"));
    assertThat(failure(Failure.Configuration.class, "vault", "secret/a#b").remedy())
        .isEqualTo("vault kv get secret/a");
    server.then(LocalServer.json(403, "{\"errors\": [\"permission denied\"]}"));
    assertThat(failure(Failure.Access.class, "vault", "secret/a#b"))
        .hasMessageContaining("permission denied");
    server.then(LocalServer.json(503, "{\"errors\": [\"Vault is sealed\"]}"));
    assertThat(failure(Failure.Remote.class, "vault", "secret/a#b").remedy())
        .isEqualTo("vault operator unseal");
    assertThat(waits).isEmpty();
    assertThat(failure(Failure.Configuration.class, "vault", "secret/a#user").remedy())
        .isEqualTo("its keys: password, port");
    for (String wrong : List.of("secret/a", "secret#a", "#a")) {
      assertThat(failure(Failure.Configuration.class, "vault", wrong).remedy()).contains("MOUNT");
    }
    server.then(LocalServer.status(502), LocalServer.status(502));
    assertThat(fetch("vault", "secret/a#password")).isEqualTo(VALUE);
    assertThat(waits).hasSize(2);
    server.then(LocalServer.status(502), LocalServer.status(502), LocalServer.status(502));
    assertThat(failure(Failure.Remote.class, "vault", "secret/a#b").remedy()).contains("127.0.0.1");
    server.close();
    assertThat(failure(Failure.Remote.class, "vault", "secret/a#b").remedy())
        .contains("answers from here");
    environment.put("VAULT_ADDR", "vault.example.net");
    failure(Failure.Configuration.class, "vault", "secret/a#b");
    environment.remove("VAULT_ADDR");
    assertThat(failure(Failure.Configuration.class, "vault", "secret/a#b").remedy())
        .isEqualTo("export VAULT_ADDR=...");
  }

  private void aws() {
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    environment.put("AWS_REGION", "eu-west-3");
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", address());
    server.always(
        exchange -> {
          LocalServer.Seen seen = server.seen(exchange);
          SignedRequest.verify(seen, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
          assertThat(seen.header("X-Amz-Target")).isEqualTo("secretsmanager.GetSecretValue");
          LocalServer.json(
                  200,
                  "{\"Name\": \"shop\", \"SecretString\": \"{\\\"password\\\": \\\""
                      + VALUE
                      + "\\\"}\"}")
              .answer(exchange);
        });
  }

  @Test
  void awsIsAskedWithASignatureThatHolds() throws IOException {
    aws();
    assertThat(fetch("aws", "shop/db#password")).isEqualTo(VALUE);
    assertThat(fetch("aws", "shop")).isEqualTo("{\"password\": \"" + VALUE + "\"}");
    assertThat(server.seen().get(0).body()).isEqualTo("{\"SecretId\":\"shop/db\"}");
    assertThat(server.seen().get(0).header("Authorization"))
        .contains("Credential=AKIDEXAMPLE/20260301/eu-west-3/secretsmanager/aws4_request");
    environment.put("AWS_SESSION_TOKEN", "session");
    fetch("aws", "arn:aws:secretsmanager:us-east-2:123456789012:secret:shop-a1B2c3#password");
    assertThat(server.seen().get(2).header("Authorization"))
        .contains("/us-east-2/", "x-amz-security-token");
    environment.keySet().removeIf(name -> name.startsWith("AWS_") && !name.contains("ENDPOINT"));
    environment.put("AWS_PROFILE", "night");
    Files.createDirectory(folder.resolve(".aws"));
    Files.writeString(
        folder.resolve(".aws/credentials"),
        """
        [default]
        aws_access_key_id = OTHER
        # a comment
        [night]
        aws_access_key_id = AKIDNIGHT
        aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
        """);
    Files.writeString(folder.resolve(".aws/config"), "[profile night]\nregion = eu-north-1\n");
    fetch("aws", "shop#password");
    assertThat(server.seen().get(3).header("Authorization"))
        .contains("Credential=AKIDNIGHT/20260301/eu-north-1/");
  }

  /** The case post-vanilla of AWS's published test suite for Signature Version 4. */
  @Test
  void theSignatureIsThatOfThePublishedExample() {
    var request =
        new okhttp3.Request.Builder()
            .url("https://example.amazonaws.com/")
            .post(okhttp3.RequestBody.create(new byte[0], null));
    new SignatureV4(
            "AKIDEXAMPLE",
            new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            java.util.Optional.empty(),
            "us-east-1",
            "service",
            () -> Instant.parse("2015-08-30T12:36:00Z"))
        .apply(request);
    assertThat(request.build().header("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @ParameterizedTest
  @CsvSource({
    "400,com.amazonaws.secretsmanager#ResourceNotFoundException,CONFIGURATION,list-secrets",
    "400,AccessDeniedException,ACCESS,secretsmanager:GetSecretValue",
    "400,UnrecognizedClientException,ACCESS,access key",
    "400,InvalidSignatureException,ACCESS,clock",
    "400,DecryptionFailure,CONFIGURATION,describe-secret",
    "403,,ACCESS,policy",
  })
  void awssRefusalsSayWhoMustAct(int status, String type, String kind, String remedy) {
    aws();
    server.then(
        LocalServer.json(
            status, "{\"__type\": \"" + (type == null ? "" : type) + "\", \"Message\": \"no\"}"));
    Class<? extends Failure> expected =
        kind.equals("ACCESS") ? Failure.Access.class : Failure.Configuration.class;
    assertThat(failure(expected, "aws", "shop#password").remedy()).contains(remedy);
  }

  @Test
  void whatAwsLacksIsSaid() {
    aws();
    assertThat(failure(Failure.Configuration.class, "aws", "shop#user").remedy())
        .isEqualTo("its keys: password");
    server.then(LocalServer.json(200, "{\"SecretString\": \"plain\"}"));
    assertThat(failure(Failure.Configuration.class, "aws", "shop#user").remedy()).contains("#user");
    environment.remove("AWS_REGION");
    assertThat(failure(Failure.Configuration.class, "aws", "shop").remedy()).contains("AWS_REGION");
    environment.remove("AWS_ACCESS_KEY_ID");
    assertThat(failure(Failure.Configuration.class, "aws", "shop").remedy())
        .contains("~/.aws/credentials");
    server.then(
        LocalServer.json(
            200,
            "{\"SecretBinary\": \""
                + java.util.Base64.getEncoder()
                    .encodeToString(VALUE.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "\"}"));
    aws();
    assertThat(fetch("aws", "shop")).isEqualTo(VALUE);
  }

  @Test
  void googleIsAskedWithATokenForASignedAssertion() throws IOException {
    ServiceAccount account = new ServiceAccount(folder, address() + "/token");
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", account.file().toString());
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER", address() + "/");
    server.always(
        exchange -> {
          LocalServer.Seen seen = server.seen(exchange);
          if (seen.target().equals("/token")) {
            account.verify(seen.body(), NOW);
            LocalServer.json(200, "{\"access_token\": \"ya29.x\"}").answer(exchange);
          } else {
            assertThat(seen.header("Authorization")).isEqualTo("Bearer ya29.x");
            LocalServer.json(200, ServiceAccount.payload(VALUE)).answer(exchange);
          }
        });
    SecretServices services = services();
    assertThat(services.fetch("google", "acme/shop", WHERE).reveal()).isEqualTo(VALUE);
    assertThat(services.fetch("google", "acme/shop/3", WHERE).reveal()).isEqualTo(VALUE);
    assertThat(server.seen())
        .extracting(LocalServer.Seen::target)
        .containsExactly(
            "/token",
            "/v1/projects/acme/secrets/shop/versions/latest:access",
            "/v1/projects/acme/secrets/shop/versions/3:access");
    server.then(LocalServer.json(200, "{\"access_token\": \"ya29.x\"}"));
    server.then(LocalServer.json(403, "{\"error\": {\"message\": \"API has not been used\"}}"));
    assertThat(failure(Failure.Access.class, "google", "acme/shop").remedy())
        .contains("roles/secretmanager.secretAccessor", "enable the Secret Manager API");
    server.then(LocalServer.json(200, "{\"access_token\": \"ya29.x\"}"));
    server.then(LocalServer.json(404, "{\"error\": {\"message\": \"not found\"}}"));
    assertThat(failure(Failure.Configuration.class, "google", "acme/shop").remedy())
        .contains("gcloud secrets list --project acme");
    server.then(LocalServer.json(200, "{\"access_token\": \"ya29.x\"}"));
    server.then(
        LocalServer.json(
            200, ServiceAccount.payload(VALUE).replaceFirst("Crc32c\": \"", "Crc32c\": \"1")));
    assertThat(failure(Failure.Remote.class, "google", "acme/shop"))
        .hasMessageContaining("damaged");
    server.then(LocalServer.json(400, "{\"error_description\": \"Invalid JWT Signature.\"}"));
    assertThat(failure(Failure.Access.class, "google", "acme/shop"))
        .hasMessageContaining("Invalid JWT Signature.")
        .hasMessageContaining("navette@acme.iam.gserviceaccount.com");
  }

  @Test
  void aUsersKeyIsNoServiceAccount() throws IOException {
    Path file = folder.resolve("user.json");
    Files.writeString(file, "{\"type\": \"authorized_user\", \"client_id\": \"x\"}");
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    assertThat(failure(Failure.Configuration.class, "google", "acme/shop"))
        .hasMessageContaining("\"authorized_user\"");
    Files.delete(file);
    failure(Failure.Configuration.class, "google", "acme/shop");
    for (String wrong : List.of("shop", "a/b/c/d", "a//b")) {
      failure(Failure.Configuration.class, "google", wrong);
    }
  }

  @Test
  void azureIsAskedWithClientCredentials() {
    environment.put("AZURE_TENANT_ID", "tenant");
    environment.put("AZURE_CLIENT_ID", "client");
    environment.put("AZURE_CLIENT_SECRET", "client-s3cret");
    environment.put("AZURE_AUTHORITY_HOST", address());
    server.always(
        exchange -> {
          LocalServer.Seen seen = server.seen(exchange);
          if (seen.target().equals("/tenant/oauth2/v2.0/token")) {
            assertThat(seen.body())
                .isEqualTo(
                    "grant_type=client_credentials&client_id=client&client_secret=client-s3cret"
                        + "&scope=https%3A%2F%2Fvault.azure.net%2F.default");
            LocalServer.json(200, "{\"access_token\": \"eyJ\"}").answer(exchange);
          } else {
            assertThat(seen.header("Authorization")).isEqualTo("Bearer eyJ");
            LocalServer.json(200, "{\"value\": \"" + VALUE + "\"}").answer(exchange);
          }
        });
    SecretServices services = services();
    assertThat(services.fetch("azure", address() + "/shop-db", WHERE).reveal()).isEqualTo(VALUE);
    assertThat(services.fetch("azure", address() + "/shop-db/7", WHERE).reveal()).isEqualTo(VALUE);
    assertThat(server.seen())
        .extracting(LocalServer.Seen::target)
        .containsExactly(
            "/tenant/oauth2/v2.0/token",
            "/secrets/shop-db?api-version=7.4",
            "/secrets/shop-db/7?api-version=7.4");
    server.then(LocalServer.json(200, "{\"access_token\": \"eyJ\"}"));
    server.then(
        LocalServer.json(404, "{\"error\": {\"code\": \"SecretNotFound\", \"message\": \"no\"}}"));
    assertThat(failure(Failure.Configuration.class, "azure", address() + "/shop-db"))
        .hasMessageContaining("SecretNotFound");
    server.then(LocalServer.json(200, "{\"access_token\": \"eyJ\"}"));
    server.then(
        LocalServer.json(403, "{\"error\": {\"code\": \"Forbidden\", \"message\": \"no\"}}"));
    assertThat(failure(Failure.Access.class, "azure", address() + "/shop-db").remedy())
        .contains("Key Vault Secrets User");
    server.then(
        LocalServer.json(401, "{\"error_description\": \"AADSTS7000215: Invalid client secret\"}"));
    assertThat(failure(Failure.Access.class, "azure", address() + "/shop-db"))
        .hasMessageContaining("AADSTS7000215");
    failure(Failure.Configuration.class, "azure", "vault");
    environment.remove("AZURE_CLIENT_SECRET");
    failure(Failure.Configuration.class, "azure", "vault/shop-db");
  }

  @Test
  void aCommandsOutputIsTheValue() {
    assertThat(fetch("cmd", "printf 'a  b\\n\\n'")).isEqualTo("a  b");
    assertThat(fetch("cmd", "sh -c \"echo $0; echo two\" one")).isEqualTo("one\ntwo");
    assertThat(fetch("cmd", "echo $HOME; rm x")).isEqualTo("$HOME; rm x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "no-such-program x"})
  void aCommandWithoutOutputIsNamed(String command) {
    failure(Failure.Configuration.class, "cmd", command);
  }

  @Test
  void whatAFailingCommandSaysIsNotRepeated() throws IOException {
    Path file = folder.resolve("value");
    Files.writeString(file, VALUE);
    String command = "sh -c 'cat " + file + "; cat " + file + " >&2; exit 3'";
    assertThat(failure(Failure.Configuration.class, "cmd", command))
        .hasMessageEndingWith("the command ended with exit code 3");
  }

  @Test
  void aCommandThatHangsIsEnded() {
    long begin = System.nanoTime();
    assertThatThrownBy(
            () ->
                new CommandSecret(Duration.ofMillis(300))
                    .fetch(new Asked("cmd", "sh -c 'sleep 60; echo x'", WHERE)))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("was not done after");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }
}
