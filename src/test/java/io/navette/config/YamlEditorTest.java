package io.navette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlEditorTest {
  private static final Mark MARK = new Mark("test", 0, 0);
  private static final String BLOCK = "  shop:\n    type: sqlite\n    path: shop.db\n";

  private static Yaml.Entries shop() {
    Yaml.Entries shop = Yaml.Entries.empty(MARK);
    shop.put("type", MARK, new Yaml.Scalar("sqlite", false, MARK));
    shop.put("path", MARK, new Yaml.Scalar("shop.db", false, MARK));
    return shop;
  }

  private static String with(String text) {
    return new YamlEditor("navette.yaml", text).with("shop", shop());
  }

  private static String without(String text, String name) {
    return new YamlEditor("navette.yaml", text).without(name);
  }

  @Test
  void fileWithoutAnyGetsTheSection() {
    assertThat(with("")).isEqualTo("connections:\n" + BLOCK);
    assertThat(with("---\n")).isEqualTo("---\n\nconnections:\n" + BLOCK);
    assertThat(with("# ours\n")).isEqualTo("# ours\n\nconnections:\n" + BLOCK);
    assertThat(with("# ours\n\n")).isEqualTo("# ours\n\nconnections:\n" + BLOCK);
    assertThat(with("history: {type: postgres}"))
        .isEqualTo("history: {type: postgres}\n\nconnections:\n" + BLOCK);
    assertThat(with("jobs:\n  a: {from: shop} # c\n# end\n"))
        .isEqualTo("jobs:\n  a: {from: shop} # c\n# end\n\nconnections:\n" + BLOCK);
  }

  @Test
  void indentedFileKeepsItsIndentation() {
    assertThat(with("  jobs:\n    a: b\n"))
        .isEqualTo("  jobs:\n    a: b\n\n  connections:\n" + BLOCK.indent(2));
    assertThat(with("connections:\n    a:\n        type: csv\njobs:\n"))
        .isEqualTo(
            """
            connections:
                a:
                    type: csv
                shop:
                    type: sqlite
                    path: shop.db
            jobs:
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections:\n",
        "connections: ~\n",
        "connections: null\n",
        "connections: {}\n",
        "connections: {  }\n",
        "connections:\n  {}\n",
        "connections:",
      })
  void emptySectionIsFilled(String section) {
    assertThat(with(section)).isEqualTo("connections:\n" + BLOCK);
    assertThat(with(section.stripTrailing() + "\n\njobs:\n  a: b\n"))
        .isEqualTo("connections:\n" + BLOCK + "\njobs:\n  a: b\n");
  }

  @Test
  void emptySectionKeepsItsComments() {
    assertThat(with("connections: {} # all\njobs:\n"))
        .isEqualTo("connections: # all\n" + BLOCK + "jobs:\n");
    assertThat(with("connections: # all\n  # none yet\n\n# what moves\njobs:\n"))
        .isEqualTo("connections: # all\n  # none yet\n" + BLOCK + "\n# what moves\njobs:\n");
  }

  @Test
  void blockGoesBehindTheLastConnectionAndItsComments() {
    assertThat(
            with(
                """
                # head
                connections: # here
                  # the ERP
                  erp: {type: csv, path: .} # flat
                  # old: {type: csv}

                # nightly
                jobs: {}
                """))
        .isEqualTo(
            """
            # head
            connections: # here
              # the ERP
              erp: {type: csv, path: .} # flat
              # old: {type: csv}
              shop:
                type: sqlite
                path: shop.db

            # nightly
            jobs: {}
            """);
  }

  @Test
  void emptyLinesBetweenConnectionsAreContinued() {
    assertThat(with("connections:\n  a: {type: csv}\n\n  # b\n  b: {type: csv}\n"))
        .isEqualTo("connections:\n  a: {type: csv}\n\n  # b\n  b: {type: csv}\n\n" + BLOCK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections:\n  a:\n    type: csv\n    path: |\n      x\n      # no comment\n",
        "connections:\n  a:\n    type: csv\n    path: \"x\n      # no comment\"\n",
        "connections:\n  a: {type: csv,\n    path: .\n  }\n",
        "connections:\n  a: {type: csv, path: .}",
        "connections:\n  a: &a {type: csv, path: .}\n  b: *a\n",
        "connections:\n  a: &a {type: csv, path: .}\n  b:\n    <<: *a\n",
        "connections: &all\n  \"a b\": {type: csv}\n",
        "jobs: &j {x: y}\nconnections:\n  <<: *j\n",
        "connections:\n  été: {type: \"😀\"} # 😀\n  b: {type: csv} # 😀\n",
        "connections:\n  a:\n",
        "\uFEFFconnections:\n  a: {type: csv}\n",
      })
  void allElseStaysToTheLetter(String text) {
    String open = text.endsWith("\n") ? text : text + "\n";
    assertThat(with(text)).isEqualTo(open + BLOCK);
    assertThat(without(with(text), "shop")).isEqualTo(open);
  }

  @Test
  void documentEndStaysLast() {
    assertThat(with("---\nconnections:\n  a: {type: csv}\n...\n"))
        .isEqualTo("---\nconnections:\n  a: {type: csv}\n" + BLOCK + "...\n");
    assertThat(with("jobs: {}\n...\n")).isEqualTo("jobs: {}\n\nconnections:\n" + BLOCK + "...\n");
  }

  @Test
  void lineEndsOfWindowsAreKept() {
    String windows = "connections:\r\n  a: {type: csv}\r\n\r\njobs:\r\n";
    String expected =
        "connections:\r\n  a: {type: csv}\r\n" + BLOCK.replace("\n", "\r\n") + "\r\njobs:\r\n";
    assertThat(with(windows)).isEqualTo(expected);
    assertThat(without(expected, "shop")).isEqualTo(windows);
  }

  @Test
  void flowStyleIsContinued() {
    assertThat(with("connections: {a: {type: csv}} # c\n"))
        .isEqualTo("connections: {a: {type: csv}, shop: {type: sqlite, path: shop.db}} # c\n");
    assertThat(with("connections: {\n  a: {type: csv},\n}\n"))
        .isEqualTo(
            "connections: {\n  a: {type: csv},\n  shop: {type: sqlite, path: shop.db},\n}\n");
    assertThat(with("{\"connections\": {\"a\": {\"type\": \"csv\"}}, \"jobs\": {}}"))
        .startsWith("{\"connections\": {\"a\": {\"type\": \"csv\"}, shop: {type: sqlite,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{jobs: {}}",
        "{connections: {}}",
        "connections: [a]\n",
        "connections: {a: {type: csv} # c\n}\n",
        "connections: { # c\n}\n",
        "jobs: &j {x: y}\nconnections: *j\n",
        "connections: {a: &a {type: csv}, b: *a}\n",
        "connections: &all\n  a: {type: csv}\njobs: *all\n",
        "jobs:\n  a: |+\n    text\n",
      })
  void whatCannotBeDoneSafelyIsSaidWithWhatToWrite(String text) {
    assertThatThrownBy(() -> with(text))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure -> {
              assertThat(failure).hasMessageContaining("navette.yaml: can't put shop in");
              assertThat(failure.remedy()).endsWith("by hand:\n" + BLOCK.stripTrailing());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: b: c\n", "connections:\n\ta: b\n", "a: 1\n---\nb: 2\n", "a: 1\na: 2\n", "\0"})
  void brokenFileIsNotEdited(String text) {
    assertThatThrownBy(() -> with(text))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageStartingWith("navette.yaml");
  }

  private static final String THREE =
      """
      connections:
        # the ERP
        erp:
          type: csv # flat
          # where
          path: .
          # inside
        # the buffer
        buffer: {type: sqlite, path: b.db}
        # desk
        desk:
          type: csv

      # what moves
      jobs:
        a: {from: erp}
      """;

  @Test
  void blockIsTakenOutWithItsCommentsAndNoOthers() {
    assertThat(without(THREE, "erp")).isEqualTo(THREE.replaceFirst("(?s)  erp:.*# inside\n", ""));
    assertThat(without(THREE, "buffer")).isEqualTo(THREE.replaceFirst("  buffer: .*\n", ""));
    assertThat(without(THREE, "desk")).isEqualTo(THREE.replaceFirst("  desk:\n.*\n", ""));
  }

  @Test
  void lastOneLeavesAnEmptySection() {
    assertThat(without("connections:\n  a: {type: csv}\n", "a")).isEqualTo("connections:\n");
    assertThat(without("connections:\n\n  a: {type: csv}\n\njobs: {}\n", "a"))
        .isEqualTo("connections:\n\njobs: {}\n");
    assertThat(without("connections: {a: {type: csv}} # c\n", "a"))
        .isEqualTo("connections: {} # c\n");
    assertThat(without("connections: {a: {type: csv},}\n", "a")).isEqualTo("connections: {}\n");
  }

  @Test
  void emptyLinesDoNotPileUp() {
    String text = "connections:\n  a: {type: csv}\n\n  b: {type: csv}\n\n  c: {type: csv}\n";
    assertThat(without(text, "a"))
        .isEqualTo("connections:\n  b: {type: csv}\n\n  c: {type: csv}\n");
    assertThat(without(text, "b"))
        .isEqualTo("connections:\n  a: {type: csv}\n\n  c: {type: csv}\n");
    assertThat(without(text, "c"))
        .isEqualTo("connections:\n  a: {type: csv}\n\n  b: {type: csv}\n");
  }

  @Test
  void flowEntriesAreTakenOut() {
    String text =
        "connections: {a: {type: csv}, \"b\": {type: csv, path: \"#x\"}, c: {type: csv}}\n";
    assertThat(without(text, "a"))
        .isEqualTo("connections: {\"b\": {type: csv, path: \"#x\"}, c: {type: csv}}\n");
    assertThat(without(text, "b")).isEqualTo("connections: {a: {type: csv}, c: {type: csv}}\n");
    assertThat(without(text, "c"))
        .isEqualTo("connections: {a: {type: csv}, \"b\": {type: csv, path: \"#x\"}}\n");
    assertThat(without("connections: {\n  a: {type: csv},\n  b: {type: csv},\n}\n", "b"))
        .isEqualTo("connections: {\n  a: {type: csv},\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections:\n  a: &a {type: csv}\n  b: *a\n",
        "jobs: &j {a: {type: csv}}\nconnections:\n  <<: *j\n",
        "jobs: &j {a: {type: csv}}\nconnections: *j\n",
        "connections: {b: {type: csv}, # about a\n  a: {type: csv}}\n",
        "connections:\n  ? a\n  : {type: csv}\n  ? b\n  : {type: csv}\njobs: {x: *a}\n",
      })
  void whatIsTangledIsNotTakenOut(String text) {
    assertThatThrownBy(() -> without(text, "a")).isInstanceOf(Failure.Configuration.class);
  }

  @Test
  void explicitKeysAreTakenOutWhole() {
    assertThat(without("connections:\n  ? a\n  : {type: csv}\n  b: {type: csv}\n", "a"))
        .isEqualTo("connections:\n  b: {type: csv}\n");
  }
}
