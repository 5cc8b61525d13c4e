package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Connector;
import io.navette.connector.SharedState;
import io.navette.testing.ConnectorPage;
import io.navette.testing.Exercised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each system has its page, and the pages say what the connectors say. After a change: {@code
 * NAVETTE_GOLDEN=write mvn test -Dtest=ConnectorPagesTest}.
 */
final class ConnectorPagesTest {
  private static final boolean WRITE = "write".equals(System.getenv("NAVETTE_GOLDEN"));

  static List<String> names() {
    return Main.catalog(SharedState.none()).names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPageSaysWhatItsConnectorSays(String name) throws IOException {
    ConnectorPage page =
        new ConnectorPage(Main.catalog(SharedState.none()).find(name).orElseThrow());
    if (WRITE) {
      page.write();
    }
    assertThat(page.generatedPart()).as(page.file().toString()).isEqualTo(page.expectedPart());
  }

  @Test
  void theTableOfWhatWasExercisedIsTrue() throws IOException {
    Path file = Path.of("docs", "connectors", "README.md");
    String page = new Exercised().page(Main.catalog(SharedState.none()).connectors());
    if (WRITE) {
      Files.writeString(file, page);
    }
    assertThat(Files.readString(file)).isEqualTo(page);
  }

  @Test
  void everySystemIsInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(
            Main.catalog(SharedState.none()).connectors().stream()
                .map(Connector::name)
                .filter(name -> !readme.contains("docs/connectors/" + name + ".md")))
        .isEmpty();
  }
}
