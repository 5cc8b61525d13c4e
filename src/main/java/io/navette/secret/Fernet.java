package io.navette.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads Fernet tokens, version 0x80: 8 bytes of time, 16 of IV, AES-128-CBC, HMAC-SHA256 over all
 * before it. Source: github.com/fernet/spec.
 */
final class Fernet {
  private static final int VERSION = 0x80;
  private static final int HEAD = 1 + 8 + 16;
  private static final int MAC = 32;
  private static final int BLOCK = 16;
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final byte[] signing;
  private final byte[] encrypting;

  /** Why a token or key can't be read; never holds any of it. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  /** Takes the usual text form: 32 bytes in URL-safe base64. */
  Fernet(String key) throws Refused {
    byte[] bytes = decode(key.strip(), "the Fernet key");
    if (bytes.length != 32) {
      throw new Refused("the Fernet key has " + bytes.length + " bytes instead of 32");
    }
    signing = Arrays.copyOf(bytes, 16);
    encrypting = Arrays.copyOfRange(bytes, 16, 32);
  }

  /** Reads a token of any age. */
  byte[] decrypt(String token) throws Refused {
    byte[] bytes = authentic(token);
    return plain(bytes);
  }

  /** Reads a token not older than {@code life} and not from the future. */
  byte[] decrypt(String token, Duration life, Instant now) throws Refused {
    byte[] bytes = authentic(token);
    Instant made = Instant.ofEpochSecond(ByteBuffer.wrap(bytes, 1, 8).getLong());
    if (made.plus(life).isBefore(now)) {
      throw new Refused("the token has expired");
    }
    if (made.isAfter(now.plus(SKEW))) {
      throw new Refused("the token is from the future");
    }
    return plain(bytes);
  }

  private byte[] authentic(String token) throws Refused {
    byte[] bytes = decode(token.strip(), "the token");
    int sealed = bytes.length - HEAD - MAC;
    if (sealed < BLOCK || sealed % BLOCK != 0 || (bytes[0] & 0xFF) != VERSION) {
      throw new Refused("not a Fernet token");
    }
    byte[] expected = sign(bytes, bytes.length - MAC);
    byte[] found = Arrays.copyOfRange(bytes, bytes.length - MAC, bytes.length);
    if (!MessageDigest.isEqual(expected, found)) {
      throw new Refused("the key is not this token's, or the token was changed");
    }
    return bytes;
  }

  private byte[] sign(byte[] bytes, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(signing, "HmacSHA256"));
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HmacSHA256 is missing", impossible);
    }
  }

  // CBC is the format's; the HMAC over IV and ciphertext was checked before.
  @SuppressWarnings("InsecureCryptoUsage")
  private byte[] plain(byte[] bytes) throws Refused {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(encrypting, "AES"),
          new IvParameterSpec(bytes, HEAD - BLOCK, BLOCK));
      return cipher.doFinal(bytes, HEAD, bytes.length - HEAD - MAC);
    } catch (GeneralSecurityException broken) {
      throw new Refused("the token's content is broken");
    }
  }

  private static byte[] decode(String text, String what) throws Refused {
    try {
      return Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException broken) {
      throw new Refused(what + " is not URL-safe base64");
    }
  }
}
