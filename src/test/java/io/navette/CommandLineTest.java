package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineTest {
  @TempDir Path folder;

  @Test
  void everyKindOfFailureHasItsExitCode() {
    assertThat(Main.exit(new Failure.Usage("", ""))).isEqualTo(2);
    assertThat(Main.exit(new Failure.Configuration("", ""))).isEqualTo(4);
    assertThat(Main.exit(new Failure.Access("", ""))).isEqualTo(5);
    assertThat(Main.exit(new Failure.Remote("", ""))).isEqualTo(6);
    assertThat(Main.exit(new Failure.Quota("", ""))).isEqualTo(7);
    assertThat(Main.exit(new Failure.Data("", ""))).isEqualTo(8);
    assertThat(Main.exit(new Failure.Locked("", ""))).isEqualTo(10);
    assertThat(Main.exit(new Failure.Deadline("", ""))).isEqualTo(11);
    assertThat(Main.exit(new Failure.Mismatch("", ""))).isEqualTo(12);
    assertThat(Main.exit(new Failure.Guarded("", ""))).isEqualTo(13);
    assertThat(Main.exit(new Failure.Interrupted(""))).isEqualTo(130);
    assertThat(Main.exit(new IllegalStateException())).isEqualTo(1);
  }

  @Test
  void nothingTypedIsAUsageErrorWithTheWayToHelp() {
    Typed typed = Typed.in(folder);
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err()).contains("navette --help");
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void misspeltCommandIsGuessed() {
    Typed typed = Typed.in(folder, "conect", "types");
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err()).contains("did you mean connect?");
  }

  @Test
  void environmentTwinsFillInOptionsAndTheCommandLineWins() {
    Map<String, String> json = Map.of("NAVETTE_OUTPUT", "json");
    assertThat(Typed.in(folder, json, "", "connect", "types").out()).startsWith("[");
    assertThat(Typed.in(folder, json, "", "connect", "types", "--output", "csv").out())
        .startsWith("family,type,");
    assertThat(Typed.in(folder, json, "", "--output", "csv", "connect", "types").out())
        .startsWith("family,type,");
  }

  @Test
  void wrongTwinIsNamedInTheError() {
    Typed typed = Typed.in(folder, Map.of("NAVETTE_OUTPUT", "xml"), "", "connect", "types");
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err()).contains("--output").contains("xml");
  }

  @Test
  void everyCommandsHelpShowsAnExample() throws IOException {
    Typed.in(folder, "generate", folder.toString());
    for (Path page : pages()) {
      assertThat(page).content().as(page.toString()).contains(".SH EXAMPLES");
    }
  }

  @Test
  void committedCompletionIsCurrent() throws IOException {
    Typed.in(folder, "generate", folder.toString());
    for (String name : List.of("navette.bash", "_navette", "navette.fish")) {
      assertThat(Path.of("completion", name))
          .as("run target/navette-*/bin/navette generate . and commit completion/")
          .hasSameTextualContentAs(folder.resolve("completion").resolve(name));
    }
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
      return pages.toList();
    }
  }
}
