package io.navette.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.secret.Secret;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpRedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Authorization: Bearer abcdef123456      | Authorization: Bearer ***
          {"refresh_token":"1//0abcdefg"}         | {"refresh_token":"***"}
          password = hunter2x                     | password = ***
          see https://joe:pw@example.com/         | see https://***@example.com/
          got eyJhbGciOiJI.eyJpc3MiOiJh.c2lnbmF0 | got ***
          invalid token: expired                  | invalid token: expired
          a Bearer token is required             | a Bearer token is required
          the author 12345678 of page 3           | the author 12345678 of page 3
          """)
  void whatLooksSecretIsHidden(String text, String shown) {
    assertThat(new Redaction().hide(text)).isEqualTo(shown);
  }

  @Test
  void whatIsKnownIsHiddenHoweverItIsWritten() {
    Redaction redaction = new Redaction();
    redaction.learn(new Secret("a b/c+d"));
    assertThat(redaction.hide("a b/c+d and a+b%2Fc%2Bd")).isEqualTo("*** and ***");
  }

  @Test
  void whatCredentialsAddIsLearntButNotTheirScheme() {
    Redaction redaction = new Redaction();
    Request bare = new Request.Builder().url("https://x.example/").build();
    redaction.learn(bare, bare.newBuilder().header("Authorization", "Bearer sesame").build());
    assertThat(redaction.hide("Bearer expected, sesame got")).isEqualTo("Bearer expected, *** got");
  }

  @Test
  void addressesShowNamesButNoSecretValues() {
    HttpUrl url = HttpUrl.get("https://u:p@x.example/a?page=1&sig=abc&X-Amz-Signature=ff&key=zz#f");
    assertThat(new Redaction().url(url))
        .isEqualTo("https://x.example/a?page=1&sig=***&X-Amz-Signature=***&key=***");
  }
}
