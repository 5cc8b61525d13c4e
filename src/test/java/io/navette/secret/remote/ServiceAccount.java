package io.navette.secret.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/** A key of a service account, and who checks what it signed (RFC 7523). */
final class ServiceAccount {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyPair keys;
  private final Path file;
  private final String tokenUri;

  ServiceAccount(Path folder, String tokenUri) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.tokenUri = tokenUri;
    this.file = folder.resolve("account.json");
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Files.writeString(
        file,
        JSON.createObjectNode()
            .put("type", "service_account")
            .put("client_email", "navette@acme.iam.gserviceaccount.com")
            .put("private_key_id", "key-1")
            .put("private_key", pem)
            .put("token_uri", tokenUri)
            .toString());
  }

  Path file() {
    return file;
  }

  /** Checks the grant, the signature and the claims. */
  void verify(String body, Instant now) throws IOException {
    assertThat(body)
        .startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&");
    String assertion =
        URLDecoder.decode(body.replaceFirst(".*assertion=", ""), StandardCharsets.UTF_8);
    String[] parts = assertion.split("\\.", -1);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    assertThat(part(parts[0]).path("kid").asText()).isEqualTo("key-1");
    JsonNode claims = part(parts[1]);
    assertThat(claims.path("iss").asText()).isEqualTo("navette@acme.iam.gserviceaccount.com");
    assertThat(claims.path("aud").asText()).isEqualTo(tokenUri);
    assertThat(claims.path("scope").asText())
        .isEqualTo("https://www.googleapis.com/auth/cloud-platform");
    assertThat(claims.path("iat").asLong()).isEqualTo(now.getEpochSecond());
    assertThat(claims.path("exp").asLong())
        .isBetween(now.getEpochSecond() + 1, now.getEpochSecond() + 3600);
  }

  private static JsonNode part(String encoded) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(encoded));
  }

  /** The answer to {@code :access}. */
  static String payload(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return "{\"payload\": {\"data\": \"%s\", \"dataCrc32c\": \"%d\"}}"
        .formatted(Base64.getEncoder().encodeToString(bytes), sum.getValue());
  }
}
