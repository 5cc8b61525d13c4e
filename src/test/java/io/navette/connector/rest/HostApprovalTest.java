package io.navette.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.connector.SharedState;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest that was changed gets no credentials for hosts nobody approved. */
final class HostApprovalTest {
  @TempDir Path folder = Path.of("unset");
  private final Surroundings around = new Surroundings();
  private final List<String> lines = new ArrayList<>();

  private void manifest(String url, String tokens) throws IOException {
    Files.writeString(
        folder.resolve("shop.yaml"),
        """
        version: 6.0.0
        check: {type: CheckStream, stream_names: [a]}
        streams:
          - name: a
            retriever:
              requester:
                type: HttpRequester
                url_base: "%s"
                authenticator:
                  type: OAuthAuthenticator
                  token_refresh_endpoint: "%s"
                  client_id: me
                  client_secret: secret
                  refresh_token: first
              record_selector: {extractor: {field_path: []}}
        """
            .formatted(url, tokens));
  }

  private void open(List<String> hosts, Map<String, String> config) {
    Map<String, Object> values =
        Map.of(
            "manifest",
            folder.resolve("shop.yaml"),
            "config",
            config,
            "hosts",
            hosts,
            "timeout",
            Duration.ofSeconds(1));
    ManifestConnector connector =
        new ManifestConnector(
            new RestRuntime(new ApiContext(around, around, SharedState.none()), lines::add));
    try (Source source = connector.openSource(new Settings("shop", values))) {
      assertThat(source.streamNames()).containsExactly("a");
    }
  }

  @Test
  void theHostsOfTheFirstUseAreApproved() throws IOException {
    manifest("https://api.shop.test/v1", "https://auth.shop.test/token");
    open(List.of(), Map.of());
    assertThat(folder.resolve("shop.yaml.hosts"))
        .content()
        .isEqualTo(
            """
            # Hosts that shop.yaml may send credentials to, as approved when it was first used.
            api.shop.test
            auth.shop.test
            """);
    assertThat(lines).singleElement().asString().contains("api.shop.test, auth.shop.test");
    open(List.of(), Map.of());
    assertThat(lines).hasSize(1);
  }

  @Test
  void aHostThatCameLaterIsRefusedUntilItIsApproved() throws IOException {
    manifest("https://api.shop.test/v1", "https://auth.shop.test/token");
    open(List.of(), Map.of());
    manifest("https://api.shop.test/v1", "https://thief.test/token");
    assertThatThrownBy(() -> open(List.of(), Map.of()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessage(
            "shop: shop.yaml now sends credentials to thief.test, and only api.shop.test,"
                + " auth.shop.test was approved");
    manifest("https://{{ 'thief' }}.test/v1", "https://auth.shop.test/token");
    assertThatThrownBy(() -> open(List.of(), Map.of())).hasMessageContaining("thief.test");
    assertThatCode(() -> open(List.of("Thief.test"), Map.of())).doesNotThrowAnyException();
    Files.writeString(folder.resolve("shop.yaml.hosts"), "auth.shop.test\nthief.test\n");
    assertThatCode(() -> open(List.of(), Map.of())).doesNotThrowAnyException();
  }

  @Test
  void anAddressInTheConfigurationIsTheUsersOwn() throws IOException {
    manifest("{{ config['base'] }}", "https://auth.shop.test/token");
    open(List.of(), Map.of("base", "https://one.test/api"));
    assertThat(folder.resolve("shop.yaml.hosts")).content().doesNotContain("one.test");
    assertThatCode(() -> open(List.of(), Map.of("base", "https://two.test/api")))
        .doesNotThrowAnyException();
  }
}
