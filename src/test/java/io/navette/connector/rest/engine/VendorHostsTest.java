package io.navette.connector.rest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.rest.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts are sent credentials where a setting decides: the wrong one looks like a wrong key. */
final class VendorHostsTest {
  @ParameterizedTest
  @CsvSource({
    "com, production, accounts.zoho.com www.zohoapis.com",
    "eu, production, accounts.zoho.eu www.zohoapis.eu",
    "com.au, sandbox, accounts.zoho.com.au sandbox.zohoapis.com.au",
    "ca, production, accounts.zohocloud.ca www.zohoapis.ca",
    "jp, developer, accounts.zoho.jp developer.zohoapis.jp",
  })
  void ofADataCenterOfZoho(String dataCenter, String environment, String hosts) throws IOException {
    assertThat(
            hosts(
                "zoho-crm",
                Map.of("data_center", dataCenter, "environment", environment, "version", "v8"),
                Map.of("method", "oauth2")))
        .containsExactlyInAnyOrder(hosts.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "production, quickbooks.api.intuit.com",
    "sandbox, sandbox-quickbooks.api.intuit.com",
  })
  void ofAnEnvironmentOfQuickBooks(String environment, String host) throws IOException {
    assertThat(
            hosts(
                "quickbooks",
                Map.of("environment", environment, "realm_id", "77"),
                Map.of("token_url", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer")))
        .contains(host, "oauth.platform.intuit.com")
        .filteredOn(found -> found.endsWith("quickbooks.api.intuit.com"))
        .isEqualTo(List.of(host));
  }

  private static List<String> hosts(
      String connector, Map<String, String> api, Map<String, String> auth) throws IOException {
    Path file = Path.of("src/main/resources/connectors", connector, "source.yaml");
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("api", api);
    config.put("auth", auth);
    return List.copyOf(
        Hosts.of(
            Manifest.of(Manifest.tree(Files.readString(file), file.toString()), file.toString()),
            Interpolation.of(InstantSource.system(), config)));
  }
}
