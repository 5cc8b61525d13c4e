package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Example;
import io.navette.testing.MetroMarketsServer;
import io.navette.testing.Program;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of METRO Markets runs as it stands, against a server that verifies signatures. */
final class MetroMarketsTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void everyRequestIsSignedAsItIsSent() throws Exception {
    try (MetroMarketsServer server = new MetroMarketsServer("s3cret", "hex")) {
      Program program = example(server, "");
      assertThat(Example.run(program, "test", "vente").out()).contains("read stream orders");
      Example.run(program, "sync", "commandes");
      assertThat(Example.rows(program, "lake:order_details"))
          .singleElement()
          .asString()
          .contains("0d2b0b7a-24f6-4bb0-8d51-9f3f3a4a1a01");
      assertThat(Example.run(program, "sync", "offres").err()).contains("2 created");
      assertThat(server.offers())
          .containsOnlyKeys("C1", "T1")
          .hasEntrySatisfying("C1", offer -> assertThat(offer).contains("\"amount\":7.5"));
      assertThat(Example.run(program, "sync", "confirmer").err()).contains("1 updated");
      assertThat(server.confirmed()).containsExactly("a861342f-17aa-43c4-a322-d149ee83ce68");
      assertThat(server.refused()).isEmpty();
    }
  }

  @Test
  void aRepetitionIsSignedAnew() throws Exception {
    try (MetroMarketsServer server = new MetroMarketsServer("s3cret", "hex")) {
      Program program = example(server, "");
      server.failOnce();
      assertThat(Example.run(program, "sync", "offres").err()).contains("2 created");
      assertThat(server.refused()).isEmpty();
      assertThat(server.signatures()).doesNotHaveDuplicates().hasSize(3);
    }
  }

  @Test
  void theOtherWritingIsASetting() throws Exception {
    try (MetroMarketsServer server = new MetroMarketsServer("s3cret", "base64")) {
      Program program = example(server, "  signature_encoding: base64\n");
      Example.run(program, "sync", "offres");
      assertThat(server.offers()).hasSize(2);
      assertThat(server.refused()).isEmpty();
    }
  }

  @Test
  void aWrongKeyIsRefusedWithWhatToLookAt() throws Exception {
    try (MetroMarketsServer server = new MetroMarketsServer("another key", "hex")) {
      Program program = example(server, "");
      Program.Result refused = program.run("sync", "commandes");
      assertThat(refused.exit()).as(refused.err()).isEqualTo(5);
      assertThat(refused.err())
          .contains("Invalid signature", "auth.signature_encoding", "five minutes")
          .doesNotContain("s3cret");
      assertThat(server.refused()).isNotEmpty();
    }
  }

  private Program example(MetroMarketsServer server, String auth) throws Exception {
    Program program =
        Example.copy(
            "metro-markets",
            folder,
            text ->
                text.replaceAll("https://app-[a-z-]+\\.sandbox\\.[a-z.-]+cloud", server.address())
                    .replace("max_requests_per_minute: 400", "max_requests_per_minute: 60000")
                    .replace("auth:\n", "auth:\n" + auth),
            Map.of());
    Example.secret(program, "vente.client_secret");
    return program;
  }
}
