package io.navette.http.auth;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key a token is signed with (RFC 7518, 3.1).
 *
 * @param material for RS* a private key in PEM, PKCS #8 or PKCS #1; for HS* the shared secret
 */
public record JwtKey(Algorithm algorithm, Secret material) {

  /** Named as in the token's header. */
  public enum Algorithm {
    RS256("SHA256withRSA"),
    RS384("SHA384withRSA"),
    RS512("SHA512withRSA"),
    HS256("HmacSHA256"),
    HS384("HmacSHA384"),
    HS512("HmacSHA512");

    private final String java;

    Algorithm(String java) {
      this.java = java;
    }

    private boolean shared() {
      return java.startsWith("Hmac");
    }
  }

  /** version 0, and the algorithm identifier of RSA (RFC 5958, RFC 8017 A.1). */
  private static final byte[] RSA_PREFIX =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  byte[] sign(byte[] text) {
    try {
      if (algorithm.shared()) {
        Mac mac = Mac.getInstance(algorithm.java);
        mac.init(
            new SecretKeySpec(material.reveal().getBytes(StandardCharsets.UTF_8), algorithm.java));
        return mac.doFinal(text);
      }
      Signature signature = Signature.getInstance(algorithm.java);
      signature.initSign(privateKey());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote the key.
      throw new Failure.Configuration(
          "the key can't sign with " + algorithm,
          "give the private key as PEM, as the vendor's file holds it");
    }
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    // Keys in one line of YAML or an environment variable have their line ends escaped.
    String pem = material.reveal().replace("\\n", "\n");
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    byte[] pkcs8 = pem.contains("BEGIN RSA PRIVATE KEY") ? wrapped(der) : der;
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA_PREFIX);
    inner.writeBytes(element(0x04, pkcs1));
    return element(0x30, inner.toByteArray());
  }

  /** DER: a tag, a length in two bytes, the content. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    element.write(0x82);
    element.write(content.length >> 8);
    element.write(content.length);
    element.writeBytes(content);
    return element.toByteArray();
  }

  String seed() {
    return Seed.of(algorithm.name(), material.reveal());
  }
}
