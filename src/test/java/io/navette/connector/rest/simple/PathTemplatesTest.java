package io.navette.connector.rest.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.rest.expression.Accepted;
import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that stand in the path of an address. */
final class PathTemplatesTest {
  private static final Path CONNECTORS = Path.of("src/main/resources/connectors");

  /** What comes from rows, from answers, or from the values a stream is asked for with. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(record|key|row_key|remote_id|stream_partition|stream_slice|creation_response)\\b");

  private static final Pattern EXPRESSION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

  private static @Nullable Object segment(@Nullable Object key) {
    Context context = Context.empty().with("key", key);
    return new Expressions(() -> Instant.EPOCH)
        .compile("tags/{{ key | path_segment }}")
        .evaluate(context, null, Accepted.TEXT);
  }

  @Test
  void aValueStaysOnePartOfThePath() {
    assertThat(segment("a/b")).isEqualTo("tags/a%2Fb");
    assertThat(segment("é?#%2e")).isEqualTo("tags/%C3%A9%3F%23%252e");
    assertThat(segment("../x")).isEqualTo("tags/..%2Fx");
    assertThat(segment(12L)).isEqualTo("tags/12");
  }

  @Test
  void whatWouldLeaveItIsRefused() {
    for (String key : List.of("", ".", "..")) {
      assertThatThrownBy(() -> segment(key))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("can't be a part of an address");
    }
    assertThatThrownBy(() -> segment(null)).isInstanceOf(Failure.Data.class);
  }

  @Test
  void everyConnectorKeepsForeignValuesWithinTheirPart() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(CONNECTORS)) {
      files =
          all.filter(file -> file.getFileName().toString().matches("(source|sink).*[.]yaml"))
              .toList();
    }
    List<String> paths = new ArrayList<>();
    for (Path file : files) {
      paths(Manifest.tree(Files.readString(file), file.toString()), file.toString(), paths);
    }
    List<String> foreign = paths.stream().filter(path -> FOREIGN.matcher(path).find()).toList();
    assertThat(foreign).hasSizeGreaterThan(100);
    assertThat(foreign).allMatch(path -> path.contains("| path_segment"));
  }

  private static void paths(@Nullable Object node, String file, List<String> into) {
    switch (node) {
      case Map<?, ?> fields ->
          PlainValues.map(fields)
              .forEach(
                  (name, value) -> {
                    if (name.equals("path") && value instanceof String path) {
                      Matcher expressions = EXPRESSION.matcher(path);
                      while (expressions.find()) {
                        into.add(file + ": " + expressions.group(1));
                      }
                    }
                    paths(value, file, into);
                  });
      case List<?> items -> items.forEach(item -> paths(item, file, into));
      case null, default -> {}
    }
  }
}
