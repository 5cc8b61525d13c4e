package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A service account's key as Google's console hands it out, made anew for this process. */
public final class ServiceAccountKey {
  private static final String PEM = pem();

  private ServiceAccountKey() {}

  /** Its JSON, with tokens from this address. */
  public static String json(String tokenUri) {
    return JsonMapper.builder()
        .build()
        .createObjectNode()
        .put("type", "service_account")
        .put("project_id", BigQueryServer.PROJECT)
        .put("private_key_id", "key-1")
        .put("private_key", PEM)
        .put("client_email", "navette@example.iam.gserviceaccount.com")
        .put("client_id", "1")
        .put("token_uri", tokenUri)
        .toString();
  }

  private static String pem() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
