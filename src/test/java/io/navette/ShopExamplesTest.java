package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of web shops run as they stand, but that a local server answers for the shop. */
final class ShopExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void ordersOfWooCommerceIntoALake() throws Exception {
    ApiFixture fixture = ApiFixture.of("woocommerce");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture, "orders", "products", "customers", "order_refunds"));
      server.otherwise("[]");
      Program program = woo("woocommerce", server.address() + "/boutique");
      assertThat(Example.run(program, "test", "boutique").out()).contains("read stream products");
      Example.run(program, "sync");
      assertThat(Example.rows(program, "lake:orders")).hasSize(3);
      assertThat(Example.rows(program, "lake:products")).hasSize(1);
      assertThat(Example.rows(program, "lake:customers")).hasSize(2);
      assertThat(Example.rows(program, "lake:order_refunds")).hasSize(1);
      Example.run(program, "sync");
      assertThat(Example.rows(program, "lake:orders")).hasSize(3);
      assertThat(server.asked())
          .anyMatch(asked -> asked.contains("modified_after=2026-02-10T09%3A28%3A07"));
    }
  }

  @Test
  void pricesAndStockIntoWooCommerce() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("woocommerce/write-products"))) {
      Program program = woo("woocommerce-write", server.address());
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out())
          .contains("product_name_empty: Product name is empty.");
      assertThat(server.records()).hasSize(2);
      // A hundred a request: one for all of them.
      assertThat(server.writes()).containsExactly("POST /wp-json/wc/v3/products/batch");
      correct("tarif.csv", "RIEN,,", "RIEN,Rien,");
      correct("tarif.csv", "8.50", "8.90");
      assertThat(Example.run(program, "sync").err())
          .contains("1 created, 1 updated", "1 unchanged");
      assertThat(server.records())
          .anySatisfy(record -> assertThat(record).containsEntry("regular_price", "8.90"));
    }
  }

  @Test
  void ordersOfShopifyInBulkThenWhatChanged() throws Exception {
    ApiFixture fixture = ApiFixture.of("shopify/bulk");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(pages(fixture, "shop", "orders"));
      Program program = shopify("shopify", server.address());
      assertThat(Example.run(program, "test", "boutique").out()).contains("read stream shop");
      Example.run(program, "sync");
      assertThat(Example.rows(program, "lake:orders")).hasSize(2);
      ApiFixture changes = ApiFixture.of("shopify");
      server.serve(
          changes.streams().getFirst().pages().stream()
              .skip(1)
              .map(ShopExamplesTest::inAnyWindow)
              .toList());
      assertThat(Example.run(program, "sync").err()).contains("1 updated");
      assertThat(Example.rows(program, "lake:orders")).hasSize(2);
    }
  }

  @Test
  void productsIntoShopify() throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of("shopify/write-products"))) {
      Program program = shopify("shopify-write", server.address());
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out())
          .contains("Title can't be blank (input.title)");
      assertThat(server.records()).hasSize(2);
      correct("articles.csv", "rien,,", "rien,Rien,");
      correct("articles.csv", "Café de la Baie", "Café du Port");
      assertThat(Example.run(program, "sync").err())
          .contains("1 created, 1 updated", "1 unchanged");
    }
  }

  /** The page whatever window it is asked for, as the example's clock goes on. */
  private static ApiFixture.Answer inAnyWindow(ApiFixture.Answer page) {
    List<String> body =
        page.body().stream()
            .filter(part -> !part.contains("updated_at") && !part.contains("after\":"))
            .toList();
    return new ApiFixture.Answer(
        page.path(),
        page.query(),
        page.requestHeaders(),
        body,
        page.status(),
        page.headers(),
        page.text());
  }

  private static List<ApiFixture.Answer> pages(ApiFixture fixture, String... streams) {
    return fixture.streams().stream()
        .filter(stream -> List.of(streams).contains(stream.name()))
        .flatMap(stream -> stream.pages().stream())
        .map(ShopExamplesTest::inAnyWindow)
        .toList();
  }

  private Program woo(String name, String address) throws Exception {
    Program program =
        Example.copy(
            name, folder, text -> text.replace("https://shop.example.com", address), Map.of());
    Example.secret(program, "boutique.key");
    Example.secret(program, "boutique.secret");
    return program;
  }

  private Program shopify(String name, String address) throws Exception {
    Program program =
        Example.copy(
            name, folder, text -> text.replace("shop: le-port", "base_url: " + address), Map.of());
    Example.secret(program, "boutique.token");
    return program;
  }

  private void correct(String file, String wrong, String right) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, Files.readString(path).replace(wrong, right));
  }
}
