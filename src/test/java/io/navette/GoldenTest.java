package io.navette;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commands say to the letter. After a wanted change: {@code NAVETTE_GOLDEN=write mvn test
 * -Dtest=GoldenTest}, then review the difference.
 */
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path folder;

  @Test
  void help() throws IOException {
    for (List<String> command : commands()) {
      List<String> typed = new ArrayList<>(command);
      typed.add("--help");
      compare(
          "help/navette" + command.stream().map(word -> "-" + word).collect(joining()) + ".txt",
          Typed.in(folder, typed.toArray(new String[0])).out());
    }
  }

  @Test
  void mistakes() throws IOException {
    StringBuilder said = new StringBuilder();
    for (String command :
        List.of(
            "",
            "conect",
            "connect",
            "connect typs",
            "connect types --output xml",
            "connect types --no-such-option")) {
      Typed typed = Typed.in(folder, command.isEmpty() ? new String[0] : command.split(" "));
      said.append("$ navette ").append(command).append('\n').append(typed.err());
      said.append("exit ").append(typed.exit()).append("\n\n");
    }
    compare("mistakes.txt", said.toString());
  }

  /** Holds a text against its golden file. */
  static void compare(String name, String said) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getenv("NAVETTE_GOLDEN"))) {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, said);
    }
    assertThat(said).as(name).isEqualTo(Files.readString(file));
  }

  /** Every command people are told about, from the manual pages. */
  private List<List<String>> commands() throws IOException {
    Typed.in(folder, "generate", folder.toString());
    try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
      return pages
          .map(page -> page.getFileName().toString().replaceFirst("^navette-?", ""))
          .map(name -> name.replaceFirst("\\.1$", ""))
          .sorted()
          .map(name -> Arrays.stream(name.split("-")).filter(word -> !word.isEmpty()).toList())
          .toList();
    }
  }
}
