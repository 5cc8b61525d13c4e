package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.LocalServer;
import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.TestMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of secret managers runs as it stands, against a Vault of its own. */
final class SecretManagersTest {
  @TempDir Path folder = Path.of("unset");

  private Program program(TestMongo mongo, LocalServer vault, UnaryOperator<String> changed)
      throws Exception {
    return Example.copy(
        "secrets",
        folder,
        text -> changed.apply(text.replace("database: shop", "database: " + mongo.name())),
        Map.of(
            "VAULT_ADDR",
            vault.url("/").toString(),
            "VAULT_TOKEN",
            "hvs.t0p-s3cret",
            "NAVETTE_LOG_LEVEL",
            "DEBUG"));
  }

  @Test
  void vaultIsAskedOncePerRunAndOnlyWhenAConnectionIsOpened() throws Exception {
    try (TestMongo mongo = TestMongo.open();
        LocalServer vault = new LocalServer()) {
      String uri = mongo.uri().reveal();
      vault.always(LocalServer.json(200, "{\"data\": {\"data\": {\"uri\": \"" + uri + "\"}}}"));
      mongo.insert("orders", "{\"_id\": 1, \"total\": 5}");
      Program program = program(mongo, vault, UnaryOperator.identity());
      assertThat(Example.run(program, "connect", "list").out()).contains("shop");
      assertThat(Example.run(program, "connect", "show", "shop").out()).contains("***");
      assertThat(vault.seen()).isEmpty();
      // It checks the references, and touches no system they are for.
      Example.run(program, "test", "--config-only");
      assertThat(vault.seen()).hasSize(1);
      Program.Result synced = Example.run(program, "sync");
      assertThat(vault.seen()).hasSize(2);
      assertThat(synced.err() + synced.out()).doesNotContain(uri, "hvs.t0p");
      assertThat(Example.rows(program, "lake:orders")).containsExactly("1,5.00");
      vault.then(LocalServer.json(503, "{\"errors\": [\"Vault is sealed\"]}"));
      Program.Result sealed = program.run("sync");
      assertThat(sealed.exit()).as(sealed.err()).isEqualTo(6);
      assertThat(sealed.err())
          .contains("navette.yaml:7:10: uri: ${vault:secret/shop#uri}: Vault is sealed")
          .contains("vault operator unseal");
      vault.then(LocalServer.json(403, "{\"errors\": [\"permission denied\"]}"));
      assertThat(program.run("sync").exit()).isEqualTo(5);
      vault.then(LocalServer.json(404, "{\"errors\": []}"));
      assertThat(program.run("sync").exit()).isEqualTo(4);
    }
  }

  @Test
  void aCommandIsRunForItsOutput() throws Exception {
    try (TestMongo mongo = TestMongo.open();
        LocalServer vault = new LocalServer()) {
      Files.writeString(folder.resolve("uri.txt"), mongo.uri().reveal() + "\n");
      Program program =
          program(mongo, vault, text -> text.replace("vault:secret/shop#uri", "cmd:cat uri.txt"));
      assertThat(Example.run(program, "test", "shop").out()).contains("MongoDB");
      Files.delete(folder.resolve("uri.txt"));
      Program.Result failed = program.run("test", "shop");
      assertThat(failed.exit()).as(failed.err()).isEqualTo(4);
      assertThat(failed.out() + failed.err()).contains("the command ended with exit code 1");
    }
  }
}
