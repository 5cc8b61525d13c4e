package io.navette.connector.rest.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectorFileTest {
  private static String resource(String path) {
    try (InputStream in = ConnectorFileTest.class.getResourceAsStream("/connectors/" + path)) {
      assertThat(in).as(path).isNotNull();
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConnectorFile connector(String name) {
    return ConnectorFile.parse(
        resource(name + "/connector.yaml"), name, part -> resource(part.replace("../", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "batisimply/source.yaml, projects project_details time_slots",
    "lightspeed/source.yaml, accounts sales items item_matrices customers vendors purchase_orders"
        + " categories manufacturers employees shops registers tax_classes tax_categories"
        + " payment_types discounts customer_types gift_cards special_orders price_levels",
    "lightspeed/source-x.yaml, consignments sales customers customer_groups products inventory"
        + " brands suppliers product_types tags price_books price_book_products outlets registers"
        + " payment_types taxes users serial_numbers gift_cards store_credits promotions retailer"
        + " consignment_products",
    "lightspeed/source-k.yaml, businesses business_locations sales daily_sales payments items"
        + " payment_methods accounting_groups tax_rates"
  })
  void everyStreamCanRun(String source, String names) {
    Map<String, @Nullable Object> config = Map.of("connection", Map.of("max_retries", 3L));
    Manifest manifest =
        Manifest.of(ApiManifest.of(Manifest.tree(resource(source), source), config), source);
    assertThat(manifest.refused()).isEmpty();
    assertThat(manifest.streams())
        .extracting(StreamDefinition::name)
        .containsExactly(names.split(" ", -1));
    assertThat(PlainValues.list(manifest.component("check").orElseThrow().get("stream_names")))
        .isSubsetOf((Object[]) names.split(" ", -1));
  }

  @Test
  void theSettingsChooseTheSource() {
    ConnectorFile lightspeed = connector("lightspeed");
    assertThat(lightspeed.source(Map.of("api", Map.of("series", "k")))).isEqualTo("source-k.yaml");
    assertThat(connector("batisimply").source(Map.of())).isEqualTo("source.yaml");
    assertThatThrownBy(() -> lightspeed.source(Map.of("api", Map.of("series", "z"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessage("api.series is \"z\"");
  }

  @Test
  void oneOfSomeSettingsMustBeThere() {
    ConnectorFile bamboohr = connector("bamboohr");
    bamboohr.requireOneOf(new Settings("rh", Map.of("api.company_domain", "toitures")));
    bamboohr.requireOneOf(new Settings("rh", Map.of("api.base_url", "https://x.example")));
    assertThatThrownBy(() -> bamboohr.requireOneOf(new Settings("rh", Map.of())))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessage("connection rh: api.company_domain or api.base_url is missing");
  }

  @ParameterizedTest
  @CsvSource({"batisimply", "lightspeed"})
  void settingsAreDeclaredOnceAndDescribed(String name) {
    ConnectorFile file = connector(name);
    assertThat(file.name()).isEqualTo(name);
    assertThat(file.settings())
        .allMatch(setting -> setting.description().endsWith("."))
        .extracting(Setting::name)
        .doesNotHaveDuplicates()
        .contains("api.base_url", "auth.client_secret", "connection.timeout");
  }
}
