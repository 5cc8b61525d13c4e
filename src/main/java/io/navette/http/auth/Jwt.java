package io.navette.http.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON Web Token that is signed anew whenever one is needed (RFC 7519, RFC 7515).
 *
 * @param headers beside {@code alg} and {@code typ}, such as {@code kid}
 * @param claims beside {@code iat} and {@code exp}
 */
public record Jwt(
    JwtKey key, Map<String, String> headers, Map<String, String> claims, Duration lifetime) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Jwt {
    headers = Map.copyOf(headers);
    claims = Map.copyOf(claims);
  }

  /** The compact form. Fails with {@code Failure.Configuration} when the key can't sign. */
  public Secret sign(Instant now) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", key.algorithm().name());
    header.put("typ", "JWT");
    header.putAll(headers);
    Map<String, Object> body = new LinkedHashMap<>(claims);
    body.put("iat", now.getEpochSecond());
    body.put("exp", now.plus(lifetime).getEpochSecond());
    String signed = encode(json(header)) + "." + encode(json(body));
    byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
    return new Secret(signed + "." + encode(signature));
  }

  String seed() {
    return Seed.of(key.seed(), new TreeMap<>(headers).toString(), new TreeMap<>(claims).toString());
  }

  private static byte[] json(Map<String, Object> values) {
    try {
      return JSON.writeValueAsBytes(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can always be written", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
