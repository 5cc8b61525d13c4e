package io.navette.connector.rest.simple;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.config.ConfigLoader;
import io.navette.config.ConfigSource;
import io.navette.config.References;
import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.StreamDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a user's file to a manifest. */
final class ConfiguredManifestTest {
  @TempDir Path folder = Path.of("unset");

  /** A connector that only declares settings. */
  private record Declared(String name, List<Setting> settings) implements Connector {
    Declared {
      settings = List.copyOf(settings);
    }

    @Override
    public ConnectorCard card() {
      return ConnectorCard.of(name, name, Family.API);
    }

    @Override
    public String check(Settings given) {
      return "";
    }
  }

  private Map<String, @Nullable Object> config(String yaml, String type, List<Setting> settings)
      throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("conf")).resolve("caisse.yaml"), yaml);
    return SettingTree.of(
        ConfigLoader.load(
                new ConfigSource(
                    Optional.of("conf"), Map.of(), folder, Optional.empty(), List.of()),
                new Catalog(List.of(new Declared(type, settings))))
            .endpoint(
                "caisse",
                new References(
                    Map.of("SECRET", "s3cret"),
                    () -> {
                      throw new IllegalStateException("no keystore");
                    }))
            .settings());
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = ConfiguredManifestTest.class.getResourceAsStream("/connectors/" + path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aNestedFileRunsAsItIs() throws IOException {
    ConnectorFile file =
        ConnectorFile.parse(resource("lightspeed/connector.yaml"), "lightspeed", part -> "");
    Map<String, @Nullable Object> config =
        config(
            """
            type: lightspeed
            api: {base_url: "https://api.lightspeedapp.com/api/", version: v1}
            auth:
              method: oauth2
              client_id: me
              client_secret: "${env:SECRET}"
              redirect_uri: "https://localhost/back"
              scopes: ["employee:inventory"]
              token_store: keystore
            connection: {timeout: 30, max_retries: 3, retry_delay: 2, pool_connections: 10, pool_maxsize: 10}
            rate_limit: {max_requests_per_minute: 60, throttle_on_limit: true}
            logging: {level: INFO}
            """,
            file.name(),
            file.settings());
    assertThat(config.get("auth"))
        .isEqualTo(
            Map.of(
                "method", "oauth2",
                "client_id", "me",
                "client_secret", "s3cret",
                "redirect_uri", "https://localhost/back",
                "scopes", List.of("employee:inventory"),
                "token_store", "keystore"));
    String source = file.source(config);
    Map<String, @Nullable Object> tree =
        ApiManifest.of(Manifest.tree(resource("lightspeed/" + source), source), config);
    assertThat(tree).containsKey("api_budget");
    assertThat(tree.toString()).doesNotContain("s3cret");
    assertThat(Manifest.of(tree, source).refused()).isEmpty();
  }

  @Test
  void streamsKeepTheirOrderAndSecretsStayOutside() throws IOException {
    Map<String, @Nullable Object> config =
        config(
            """
            connections:
              caisse:
                type: rest
                url: https://x.test/
                streams: {zebras: z, apes: a, mice: m}
                headers: {X-Token: "${env:SECRET}"}
                cursor: {field: at, lookback: 2h}
            """,
            "rest",
            RestManifest.settings());
    Map<String, @Nullable Object> tree = RestManifest.of(config);
    assertThat(tree.toString()).doesNotContain("s3cret").contains("PT7200S");
    assertThat(Manifest.of(tree, "rest").streams())
        .extracting(StreamDefinition::name)
        .containsExactly("zebras", "apes", "mice");
  }
}
