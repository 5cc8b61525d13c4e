package io.navette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Setting;
import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectionDraftTest {
  private final ConnectionDraft draft = new ConnectionDraft("caisse", new ApiConnector());

  @Test
  void dottedNamesBecomeBlocksInTheOrderOfTheConnector() {
    draft.set("connection.timeout", "5s");
    assertThat(draft.secret("auth.client_secret")).isEqualTo("caisse_auth.client_secret");
    draft.set("auth.scopes", "employee:inventory, read");
    draft.set("auth.scopes", "write");
    draft.set("auth.method", "true");
    assertThat(draft.missing()).extracting(Setting::name).containsExactly("api.base_url");
    draft.set("api.base_url", "https://x.example/#\t\"é\"");
    draft.set("api.version", "2");
    assertThat(draft.missing()).isEmpty();
    assertThat(String.join("\n", YamlWriter.block("caisse", draft.yaml(), 2, 2)))
        .isEqualTo(
            """
              caisse:
                type: api
                api:
                  base_url: "https://x.example/#\\t\\"é\\""
                  version: "2"
                auth:
                  method: "true"
                  client_secret: "${secret:caisse_auth.client_secret}"
                  scopes: ["employee:inventory", read, write]
                connection:
                  timeout: 5s"""
                .indent(2)
                .stripTrailing());
    assertThat(draft.config(Path.of("/")).written())
        .containsEntry("auth.scopes", "[employee:inventory, read, write]")
        .containsEntry("connection.timeout", "5s");
  }

  @Test
  void whatIsWrittenReadsAsItWasGiven() {
    for (String value :
        List.of(
            "null", "~", " x ", "- a", "a: b", "a #b", "{a}", "\u2028\u0007\uFEFF", "😀", "'")) {
      draft.set("api.base_url", value);
      String text = new YamlEditor("f", "").with("caisse", draft.yaml());
      assertThat(YamlParser.parse(text, "f", new Problems()).toString()).contains("text=" + value);
    }
  }

  @Test
  void listsAreNoSecretsAndUnknownSettingsAreRefused() {
    assertThatThrownBy(() -> draft.secret("auth.scopes")).isInstanceOf(Failure.Usage.class);
    assertThatThrownBy(() -> draft.set("api.base_ulr", "x"))
        .isInstanceOf(Failure.Usage.class)
        .hasMessageContaining("did you mean api.base_url?");
    assertThatThrownBy(() -> draft.set("api.base_url", "x${secret:y}"))
        .isInstanceOf(Failure.Usage.class)
        .hasMessageContaining("only ${env:NAME} can be a part of a value");
  }
}
