package io.navette.http.auth;

import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

/** Signs each request with a shared secret (RFC 2104), in the shape a vendor asks for. */
public final class HmacSignature implements Authentication {

  /**
   * The vendor's shape.
   *
   * @param algorithm as Java names it, such as {@code HmacSHA256}
   * @param parts what is signed, in order
   * @param prefix before the signature in its header; may be empty
   * @param timestampHeader in seconds since 1970; empty for none
   * @param keyIdHeader empty for none
   */
  public record Shape(
      String algorithm,
      List<SignedPart> parts,
      Encoding encoding,
      String signatureHeader,
      String prefix,
      String timestampHeader,
      String keyIdHeader) {

    public Shape {
      parts = List.copyOf(parts);
    }
  }

  /** How the signature is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  private final Shape shape;
  private final String keyId;
  private final Secret key;
  private final InstantSource clock;

  public HmacSignature(Shape shape, String keyId, Secret key, InstantSource clock) {
    this.shape = shape;
    this.keyId = keyId;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public void apply(Request.Builder builder) {
    Request request = builder.build();
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    shape.parts().forEach(part -> signed.writeBytes(bytes(part, request, timestamp)));
    byte[] signature = sign(signed.toByteArray());
    builder.header(
        shape.signatureHeader(),
        shape.prefix()
            + switch (shape.encoding()) {
              case HEX -> HexFormat.of().formatHex(signature);
              case BASE64 -> Base64.getEncoder().encodeToString(signature);
            });
    if (!shape.timestampHeader().isEmpty()) {
      builder.header(shape.timestampHeader(), timestamp);
    }
    if (!shape.keyIdHeader().isEmpty()) {
      builder.header(shape.keyIdHeader(), keyId);
    }
  }

  private byte[] bytes(SignedPart part, Request request, String timestamp) {
    HttpUrl url = request.url();
    String query = url.encodedQuery();
    return switch (part) {
      case SignedPart.Text fixed -> utf8(fixed.text());
      case SignedPart.Of of ->
          switch (of) {
            case METHOD -> utf8(request.method());
            case URL -> utf8(url.toString());
            case PATH -> utf8(url.encodedPath());
            case QUERY -> utf8(query == null ? "" : query);
            case BODY -> body(request);
            case BODY_DIGEST -> utf8(HexFormat.of().formatHex(digest(body(request))));
            case TIMESTAMP -> utf8(timestamp);
            case KEY_ID -> utf8(keyId);
          };
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] body(Request request) {
    RequestBody body = request.body();
    if (body == null) {
      return new byte[0];
    }
    if (body.isOneShot()) {
      throw new IllegalStateException("a body that can be read once can't be signed and sent");
    }
    Buffer buffer = new Buffer();
    try {
      body.writeTo(buffer);
    } catch (IOException e) {
      throw new Failure.Remote("can't read what is to be sent: " + e.getMessage(), "", e);
    }
    return buffer.readByteArray();
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private byte[] sign(byte[] text) {
    try {
      Mac mac = Mac.getInstance(shape.algorithm());
      mac.init(new SecretKeySpec(utf8(key.reveal()), shape.algorithm()));
      return mac.doFinal(text);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Failure.Configuration(
          "can't sign with " + shape.algorithm(), "check the key; it must not be empty", e);
    }
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
