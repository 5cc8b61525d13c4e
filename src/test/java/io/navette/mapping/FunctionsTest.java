package io.navette.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FunctionsTest {
  @Test
  void everyFunctionIsDocumentedAndNothingElse() {
    assertThat(Functions.catalog().stream().map(Functions.Entry::name))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Functions.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !name.equals("catalog"))
                .distinct()
                .toList());
  }

  @Test
  void thePageForUsersListsThem() throws IOException {
    String rows =
        Functions.catalog().stream().map(FunctionsTest::row).collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("docs/expressions.md"))).endsWith("\n" + rows + "\n");
  }

  private static String row(Functions.Entry entry) {
    String result = entry.result() == null ? "as its arguments" : entry.result().toString();
    return "| `%s(%s)` | %s | %s |"
        .formatted(entry.name(), entry.arguments(), result, entry.description());
  }
}
