package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.SharedState;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the connectors of web APIs say of themselves is what their files do. */
final class ConnectorCardsTest {
  private static final Path CONNECTORS = Path.of("src/main/resources/connectors");
  private static final Catalog CATALOG = Main.catalog(SharedState.none());

  @TempDir Path folder;

  static List<String> described() throws IOException {
    return Files.readAllLines(CONNECTORS.resolve("index")).stream()
        .map(line -> line.replaceFirst(" .*", ""))
        .toList();
  }

  private static Connector connector(String name) {
    return CATALOG.find(name).orElseThrow();
  }

  /** Where its manifests stand: suppliers share theirs. */
  private static Path home(String name) throws IOException {
    Path own = CONNECTORS.resolve(name);
    Map<String, @Nullable Object> card =
        Manifest.tree(Files.readString(own.resolve("connector.yaml")), name);
    return card.get("extends") instanceof String other
        ? own.resolve(other).normalize().resolveSibling("")
        : own;
  }

  private static List<Path> files(String name, String pattern) throws IOException {
    try (Stream<Path> files = Files.list(home(name))) {
      return files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("described")
  void aLaterRunReadsOnlyWhatIsNewWhereAStreamHasACursor(String name) throws IOException {
    boolean cursor = false;
    for (Path file : files(name, "source.*[.]yaml")) {
      cursor |=
          Manifest.parse(Files.readString(file), file.toString()).streams().stream()
              .anyMatch(stream -> isIncremental(stream.component()));
    }
    assertThat(connector(name).card().incremental()).isEqualTo(cursor);
  }

  /** What a stream's parents do is another matter. */
  private static boolean isIncremental(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> fields ->
          fields.get("incremental_sync") != null
              || PlainValues.map(fields).entrySet().stream()
                  .filter(field -> !field.getKey().equals("parent_stream_configs"))
                  .anyMatch(field -> isIncremental(field.getValue()));
      case List<?> items -> items.stream().anyMatch(ConnectorCardsTest::isIncremental);
      case null, default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("described")
  void whatCanBeWrittenHasAFileThatSaysHow(String name) throws IOException {
    assertThat(connector(name)).isInstanceOf(SourceConnector.class);
    assertThat(connector(name) instanceof SinkConnector)
        .isEqualTo(!files(name, "sink.*[.]yaml").isEmpty());
  }

  @Test
  void theListOfTypesSaysTheSame() {
    List<String> lines =
        Typed.in(folder, "connect", "types", "--output", "csv").out().lines().skip(1).toList();
    assertThat(lines).hasSameSizeAs(CATALOG.connectors());
    for (Connector connector : CATALOG.connectors()) {
      String use = connector instanceof SinkConnector ? "\"source, target\"" : "source";
      String incremental = connector.card().incremental() ? "yes" : "\"\"";
      assertThat(lines)
          .filteredOn(line -> line.contains("," + connector.name() + ","))
          .singleElement()
          .asString()
          .contains("," + use + "," + incremental + ",");
    }
  }
}
