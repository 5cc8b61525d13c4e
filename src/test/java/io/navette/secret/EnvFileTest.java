package io.navette.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvFileTest {
  private static void reads(String text, String value) {
    assertThat(SecretFiles.environment(".env", text)).isEqualTo(Map.of("A", new Secret(value)));
  }

  @Test
  void readsBareQuotedAndExportedValues() {
    reads("A=x", "x");
    reads("\uFEFF# comment\r\n\r\nexport A = x y # comment\r\n", "x y");
    reads("A=x#y", "x#y");
    reads("A=", "");
    reads("A='a\\n$b #'  # comment", "a\\n$b #");
    reads("A=\"one\ntwo\\n\\\"three\\\"\\\\\"", "one\ntwo\n\"three\"\\");
    reads("A=a=b==", "a=b==");
    reads("A=first\nA=last", "last");
  }

  @Test
  void namesTheLineButNeverItsContent() {
    assertThatThrownBy(() -> SecretFiles.environment(".env", "A=1\nhunter2"))
        .hasMessageContaining(".env:2:")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> SecretFiles.environment(".env", "A=1\nB=\"hunter2"))
        .hasMessageContaining(".env:2:")
        .hasMessageContaining("never closed")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> SecretFiles.environment(".env", "A='a'hunter2"))
        .hasMessageContaining("after the closing quote")
        .hasMessageNotContaining("hunter2");
  }
}
