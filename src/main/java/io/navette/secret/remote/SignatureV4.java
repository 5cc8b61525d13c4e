package io.navette.secret.remote;

import io.navette.http.Authentication;
import io.navette.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

/**
 * AWS Signature Version 4 of a POST to {@code /} without a query
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Signs each
 * try anew, since a signature is good for minutes only.
 *
 * @param sessionToken of temporary credentials
 */
record SignatureV4(
    String keyId,
    Secret key,
    Optional<Secret> sessionToken,
    String region,
    String service,
    InstantSource clock)
    implements Authentication {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public void apply(Request.Builder builder) {
    String time = TIME.format(clock.instant());
    builder.header("X-Amz-Date", time);
    sessionToken.ifPresent(token -> builder.header("X-Amz-Security-Token", token.reveal()));
    Request request = builder.build();
    Map<String, String> headers = headers(request);
    String names = String.join(";", headers.keySet());
    String canonical =
        request.method()
            + "\n/\n\n"
            + headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + names
            + "\n"
            + hex(hash(body(request)));
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(hash(utf8(canonical)));
    builder.header(
        "Authorization",
        ALGORITHM
            + " Credential="
            + keyId
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + hex(hmac(signingKey(time.substring(0, 8)), text)));
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : request.headers().names()) {
      String value = request.header(name);
      String lower = name.toLowerCase(Locale.ROOT);
      boolean signed = lower.startsWith("x-amz-") || lower.equals("content-type");
      if (signed && value != null) {
        headers.put(lower, value);
      }
    }
    int port = request.url().port();
    boolean usual = port == okhttp3.HttpUrl.defaultPort(request.url().scheme());
    headers.put("host", request.url().host() + (usual ? "" : ":" + port));
    return headers;
  }

  private byte[] signingKey(String day) {
    byte[] dayKey = hmac(utf8("AWS4" + key.reveal()), day);
    return hmac(hmac(hmac(dayKey, region), service), "aws4_request");
  }

  private static byte[] body(Request request) {
    RequestBody body = request.body();
    if (body == null) {
      return new byte[0];
    }
    try (Buffer buffer = new Buffer()) {
      body.writeTo(buffer);
      return buffer.readByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory can always be read", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
