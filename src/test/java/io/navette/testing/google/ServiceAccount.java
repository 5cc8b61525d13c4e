package io.navette.testing.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A service account with a key of its own, made for one test. */
public final class ServiceAccount {
  /** Its address. */
  public static final String EMAIL = "navette@example-project.iam.gserviceaccount.com";

  /** Google's own, wherever the key says tokens come from. */
  private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final KeyPair pair;
  private final String tokenUri;
  private final Set<String> scopes = new TreeSet<>();
  private Optional<String> subject = Optional.empty();

  ServiceAccount(String tokenUri) {
    this.tokenUri = tokenUri;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key as Google's console hands it out. */
  public String key() {
    ObjectNode key = JSON.createObjectNode();
    key.put("type", "service_account");
    key.put("project_id", "example-project");
    key.put("private_key_id", "0123456789abcdef0123456789abcdef01234567");
    key.put("private_key", pem());
    key.put("client_email", EMAIL);
    key.put("client_id", "100000000000000000001");
    key.put("token_uri", tokenUri);
    return key.toString();
  }

  private String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** The scopes last asked for. */
  public Set<String> scopes() {
    return Set.copyOf(scopes);
  }

  /** Whom it last acted for. */
  public Optional<String> subject() {
    return subject;
  }

  /** Whether an assertion was signed with this account's key, and is about this account. */
  boolean signed(String assertion) {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(pair.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      scopes.clear();
      scopes.addAll(Set.of(claims.path("scope").asText().split(" ", -1)));
      subject = Optional.ofNullable(claims.get("sub")).map(JsonNode::asText);
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.path("iss").asText().equals(EMAIL)
          && claims.path("aud").asText().equals(AUDIENCE)
          && claims.path("exp").asLong() - claims.path("iat").asLong() <= 3600;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
