package io.navette.secret.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.LocalServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies a request's Signature Version 4 as AWS does: from what arrived, by the names signed. */
final class SignedRequest {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/((\\d{8})/([^/]+)/([^/]+)/aws4_request),"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private SignedRequest() {}

  static void verify(LocalServer.Seen seen, String key) {
    Matcher match = AUTHORIZATION.matcher(seen.header("Authorization"));
    assertThat(match.matches()).as(seen.header("Authorization")).isTrue();
    StringBuilder canonical =
        new StringBuilder(seen.method()).append('\n').append(seen.target()).append("\n\n");
    for (String name : match.group(5).split(";", -1)) {
      canonical.append(name).append(':').append(seen.header(capital(name)).strip()).append('\n');
    }
    canonical.append('\n').append(match.group(5)).append('\n').append(hash(seen.body()));
    assertThat(match.group(5)).contains("host", "x-amz-date", "x-amz-target");
    String text =
        "AWS4-HMAC-SHA256\n"
            + seen.header("X-amz-date")
            + "\n"
            + match.group(1)
            + "\n"
            + hash(canonical.toString());
    byte[] signing = ("AWS4" + key).getBytes(StandardCharsets.UTF_8);
    for (int part = 2; part <= 4; part++) {
      signing = hmac(signing, match.group(part));
    }
    signing = hmac(signing, "aws4_request");
    assertThat(HexFormat.of().formatHex(hmac(signing, text))).isEqualTo(match.group(6));
  }

  /** As the JDK's server names headers. */
  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
