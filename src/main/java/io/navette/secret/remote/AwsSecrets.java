package io.navette.secret.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * AWS Secrets Manager: {@code GetSecretValue} by its JSON protocol
 * (docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html).
 */
record AwsSecrets(Environment environment, Calls calls, InstantSource clock) {
  private static final String SERVICE = "secretsmanager";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The value behind {@code NAME} or {@code ARN}, or one key of it behind {@code NAME#KEY}. */
  Secret fetch(Asked asked) {
    AwsProfile profile = new AwsProfile(environment, asked);
    AwsProfile.Credentials credentials = profile.credentials();
    String region = profile.region(asked.path());
    byte[] body =
        JSON.createObjectNode()
            .put("SecretId", asked.path())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Request request =
        new Request.Builder()
            .url(address(asked, region))
            .header("X-Amz-Target", "secretsmanager.GetSecretValue")
            .header("Content-Type", "application/x-amz-json-1.1")
            .post(RequestBody.create(body, MediaType.get("application/x-amz-json-1.1")))
            .build();
    Calls.Reply reply =
        calls.send(
            asked,
            request,
            new SignatureV4(
                credentials.keyId(),
                credentials.key(),
                credentials.sessionToken(),
                region,
                SERVICE,
                clock));
    if (!reply.succeeded()) {
      throw refused(asked, reply, region);
    }
    return value(asked, reply);
  }

  /** Where it stands, by region (docs.aws.amazon.com/general/latest/gr/asm.html). */
  private HttpUrl address(Asked asked, String region) {
    String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    String usual =
        environment.text("AWS_ENDPOINT_URL").orElse("https://" + SERVICE + "." + region + domain);
    HttpUrl base = environment.address(asked, "AWS_ENDPOINT_URL_SECRETS_MANAGER", usual);
    return base.newBuilder().encodedPath("/").build();
  }

  private static Failure refused(Asked asked, Calls.Reply reply, String region) {
    String type = reply.text("__type").replaceFirst(".*#", "");
    String message =
        reply.text("message").isEmpty() ? reply.text("Message") : reply.text("message");
    String what = (type.isEmpty() ? "AWS answered " + reply.status() : type) + ": " + message;
    return switch (type) {
      case "ResourceNotFoundException" ->
          asked.wrong(
              "there is no such secret in " + region + ": " + message,
              "aws secretsmanager list-secrets --region " + region);
      case "AccessDeniedException" ->
          asked.denied(
              what,
              "allow secretsmanager:GetSecretValue, and kms:Decrypt where it has its own key");
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "IncompleteSignatureException",
          "ExpiredTokenException",
          "InvalidClientTokenId" ->
          asked.denied(what, "check the access key, and this machine's clock");
      default ->
          reply.status() == 401 || reply.status() == 403
              ? asked.denied(what, "check the access key and its policy")
              : asked.wrong(what, "aws secretsmanager describe-secret --secret-id " + asked.path());
    };
  }

  private static Secret value(Asked asked, Calls.Reply reply) {
    String text =
        reply.body().has("SecretString")
            ? reply.text("SecretString")
            : new String(
                Base64.getDecoder().decode(reply.text("SecretBinary")), StandardCharsets.UTF_8);
    if (asked.key().isEmpty()) {
      return new Secret(text);
    }
    JsonNode json = Calls.json(text);
    JsonNode value = json.path(asked.key());
    if (value.isMissingNode() || value.isNull()) {
      List<String> keys = new ArrayList<>();
      json.fieldNames().forEachRemaining(keys::add);
      throw asked.wrong(
          "the secret has no key " + asked.key(),
          keys.isEmpty()
              ? "its value is no JSON with keys; leave #" + asked.key() + " out"
              : "its keys: " + String.join(", ", keys));
    }
    return new Secret(Calls.value(value));
  }
}
