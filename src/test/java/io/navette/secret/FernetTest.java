package io.navette.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With vectors of the public specification, github.com/fernet/spec. */
final class FernetTest {
  private static final String KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
  private static final String HELLO =
      "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

  private static byte[] timed(String token, String now) throws Fernet.Refused {
    return new Fernet(KEY)
        .decrypt(token, Duration.ofSeconds(60), OffsetDateTime.parse(now).toInstant());
  }

  @Test
  void readsTheSpecificationsToken() throws Fernet.Refused {
    assertThat(new Fernet(KEY).decrypt(HELLO)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    assertThat(timed(HELLO, "1985-10-26T01:20:01-07:00"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==, 1985-10-26T01:20:01-07:00, not this token's",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==, 1985-10-26T01:20:01-07:00, not a Fernet token",
    "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==, 1985-10-26T01:20:01-07:00, base64",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm, 1985-10-26T01:20:01-07:00, not a Fernet token",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==, 1985-10-26T01:20:01-07:00, broken",
    "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==, 1985-10-26T01:20:01-07:00, future",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==, 1985-10-26T01:21:31-07:00, expired",
    "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==, 1985-10-26T01:20:01-07:00, broken"
  })
  void refusesWhatTheSpecificationCallsInvalid(String token, String now, String reason) {
    assertThatThrownBy(() -> timed(token, now))
        .isInstanceOf(Fernet.Refused.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining(token);
  }

  @Test
  void refusesAKeyOfTheWrongSize() {
    assertThatThrownBy(() -> new Fernet("AAAA")).hasMessageContaining("3 bytes instead of 32");
  }

  @Test
  void importsTokensFromEachKindOfFile() {
    for (String text :
        new String[] {
          "# tokens\nshop.password=" + HELLO + "\n",
          "shop:\n  password: " + HELLO + "\n",
          "{\"shop\": {\"password\": \"" + HELLO + "\"}}"
        }) {
      assertThat(SecretFiles.fernet("f", text, new Secret(KEY)))
          .as(text)
          .containsOnlyKeys("shop.password")
          .containsEntry("shop.password", new Secret("hello"));
    }
  }

  @Test
  void namesTheTokenThatFails() {
    assertThatThrownBy(
            () -> SecretFiles.fernet("old.env", "A=" + HELLO + "\nB=nope", new Secret(KEY)))
        .hasMessageContaining("old.env: B: ")
        .hasMessageNotContaining("nope");
  }
}
