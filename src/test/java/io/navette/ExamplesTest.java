package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples run as they stand. */
final class ExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void theDemoCarriesEverythingAndThenWhatIsNew() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("config-examples", "demo"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
      }
    }
    Program program =
        new Program(folder, Map.of("NAVETTE_HOME", folder.resolve("home").toString()));
    Program.Result first = program.run("sync", "--verify", "counts");
    assertThat(first.exit()).as(first.err()).isZero();
    append("customers-new.csv", "customers.csv");
    append("visits-new.jsonl", "visits.jsonl");
    Program.Result second = program.run("sync", "--verify", "counts");
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(second.err())
        .contains("customers: done", "2 rows read, 1 created, 1 updated", "9 unchanged");
    assertThat(program.run("transfer", "shop:customers", "-", "--output", "csv").out())
        .contains("2,Łukasz Żak,Warszawa,moved,2024-05-17,44.80,2026-01-13T07:30:00Z")
        .contains("5,Ægir Ólafsson,Reykjavík,\"\",2025-06-30,0.01,2026-01-12T12:00:00Z");
    assertThat(program.run("history", "list", "--output", "json").out().lines()).hasSize(8);
  }

  private void append(String from, String to) throws IOException {
    Files.writeString(
        folder.resolve(to), Files.readString(folder.resolve(from)), StandardOpenOption.APPEND);
  }
}
