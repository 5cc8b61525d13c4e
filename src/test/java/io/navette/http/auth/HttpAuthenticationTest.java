package io.navette.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpSettings;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

final class HttpAuthenticationTest {
  private static final Base64.Decoder URL_BASE64 = Base64.getUrlDecoder();
  private final Surroundings around = new Surroundings();

  private LocalServer.Seen sent(Authentication authentication, Request.Builder request)
      throws IOException {
    try (LocalServer server = new LocalServer();
        Http http =
            Http.open(HttpSettings.of("shop", server.url("/")), authentication, around.context())) {
      Request bare = request.url(server.url("/a?b=c%20d")).build();
      http.send(bare);
      return server.seen().getFirst();
    }
  }

  private LocalServer.Seen sent(Authentication authentication) throws IOException {
    return sent(authentication, new Request.Builder().url("http://localhost"));
  }

  private static ApiKeyAuthentication key(ApiKeyAuthentication.Place place, String name) {
    return new ApiKeyAuthentication(place, name, new Secret("k&y-12345"));
  }

  @Test
  void aKeyStandsWhereItBelongs() throws IOException {
    assertThat(sent(key(ApiKeyAuthentication.Place.HEADER, "X-Key")).header("X-Key"))
        .isEqualTo("k&y-12345");
    assertThat(sent(key(ApiKeyAuthentication.Place.QUERY, "key")).target())
        .isEqualTo("/a?b=c%20d&key=k%26y-12345");
    Request.Builder withCookie =
        new Request.Builder().url("http://localhost").header("Cookie", "lang=fr");
    assertThat(sent(key(ApiKeyAuthentication.Place.COOKIE, "sid"), withCookie).header("Cookie"))
        .isEqualTo("lang=fr; sid=k&y-12345");
    assertThat(around.log()).doesNotContain("12345");
  }

  @Test
  void basicIsInUtf8() throws IOException {
    String header =
        sent(new BasicAuthentication("zoé", new Secret("mot:passé"))).header("Authorization");
    assertThat(header)
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("zoé:mot:passé".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void bearerIsPrefixed() throws IOException {
    assertThat(sent(new BearerAuthentication(new Secret("abcdef"))).header("Authorization"))
        .isEqualTo("Bearer abcdef");
  }

  /** The example of RFC 7515, A.1, has other claims; the key and the check are ours to make. */
  @Test
  void sharedSecretsSignTokens() throws Exception {
    Jwt jwt =
        new Jwt(
            new JwtKey(JwtKey.Algorithm.HS256, new Secret("0123456789abcdef0123456789abcdef")),
            Map.of("kid", "k1"),
            Map.of("iss", "navette"),
            Duration.ofMinutes(3));
    String header =
        sent(new JwtAuthentication(jwt, TokenPlace.BEARER, around)).header("Authorization");
    String[] parts = header.substring("Bearer ".length()).split("\\.", -1);
    JsonNode head = new JsonMapper().readTree(URL_BASE64.decode(parts[0]));
    JsonNode claims = new JsonMapper().readTree(URL_BASE64.decode(parts[1]));
    assertThat(head.path("alg").asText()).isEqualTo("HS256");
    assertThat(head.path("kid").asText()).isEqualTo("k1");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(180);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(URL_BASE64.decode(parts[2])).isEqualTo(expected);
  }

  @Test
  void privateKeysSignAssertionsInBothWritings() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    // An RSA key in PKCS #8 is its PKCS #1 form behind 26 bytes.
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    for (String pem :
        List.of(
            pem("PRIVATE KEY", pkcs8),
            pem("RSA PRIVATE KEY", pkcs1),
            pem("PRIVATE KEY", pkcs8).replace("\n", "\\n"))) {
      Jwt jwt =
          new Jwt(
              new JwtKey(JwtKey.Algorithm.RS256, new Secret(pem)),
              Map.of(),
              Map.of("iss", "robot@example"),
              Duration.ofHours(1));
      assertSigned(pair, jwt.sign(around.instant()).reveal());
    }
  }

  private static void assertSigned(KeyPair pair, String token) throws GeneralSecurityException {
    int last = token.lastIndexOf('.');
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(pair.getPublic());
    check.update(token.substring(0, last).getBytes(StandardCharsets.US_ASCII));
    assertThat(check.verify(URL_BASE64.decode(token.substring(last + 1)))).isTrue();
  }

  private static String pem(String title, byte[] der) {
    return "-----BEGIN "
        + title
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + title
        + "-----\n";
  }

  @Test
  void aKeyThatIsNoneIsAConfigurationFailureThatDoesNotQuoteIt() {
    JwtKey broken = new JwtKey(JwtKey.Algorithm.RS256, new Secret("not-a-key"));
    assertThatThrownBy(() -> broken.sign(new byte[0]))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageNotContaining("not-a-key")
        .hasNoCause();
  }

  @Test
  void serviceAccountsGetATokenForTheirAssertion() throws IOException {
    try (OAuthServer server = new OAuthServer(around);
        Http tokens =
            Http.open(
                HttpSettings.of("shop", server.url("/")), Authentication.NONE, around.context())) {
      TokenEndpoint endpoint =
          new TokenEndpoint(
              TokenRequests.of("shop", server.url("/token"), new ClientIdentity.Unnamed()),
              tokens,
              around.context());
      Jwt jwt =
          new Jwt(
              new JwtKey(JwtKey.Algorithm.HS256, new Secret("shared-secret")),
              Map.of(),
              Map.of("iss", "robot"),
              Duration.ofMinutes(5));
      Tokens got = new JwtBearerGrant(endpoint, jwt).obtain(Optional.empty());
      assertThat(got.access().reveal()).startsWith("access-");
      assertThat(server.lastFields().get("assertion")).contains(".");
    }
  }

  @Test
  void signaturesCoverTheRequestAsItIsSent() throws Exception {
    HmacSignature.Shape shape =
        new HmacSignature.Shape(
            "HmacSHA256",
            List.of(
                SignedPart.Of.METHOD,
                new SignedPart.Text("\n"),
                SignedPart.Of.PATH,
                new SignedPart.Text("?"),
                SignedPart.Of.QUERY,
                new SignedPart.Text("\n"),
                SignedPart.Of.BODY,
                new SignedPart.Text("\n"),
                SignedPart.Of.TIMESTAMP),
            HmacSignature.Encoding.HEX,
            "X-Signature",
            "v1=",
            "X-Timestamp",
            "X-Client-Id");
    HmacSignature signing = new HmacSignature(shape, "id-1", new Secret("hush-hush"), around);
    LocalServer.Seen seen =
        sent(
            signing,
            new Request.Builder()
                .url("http://localhost")
                .post(RequestBody.create("{\"a\": 1}", MediaType.get("application/json"))));
    String timestamp = String.valueOf(around.instant().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("hush-hush".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected =
        mac.doFinal(
            ("POST\n/a?b=c%20d\n{\"a\": 1}\n" + timestamp).getBytes(StandardCharsets.UTF_8));
    assertThat(seen.header("X-Signature")).isEqualTo("v1=" + HexFormat.of().formatHex(expected));
    assertThat(seen.header("X-Timestamp")).isEqualTo(timestamp);
    assertThat(seen.header("X-Client-Id")).isEqualTo("id-1");
    assertThat(seen.body()).isEqualTo("{\"a\": 1}");
  }
}
