package io.navette.connector.rest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SinkFileTest {
  private static SinkFile parse(String text) {
    return SinkFile.parse(text, "x.sink.yaml", Map.of(), tree -> tree);
  }

  @Test
  void allThatIsWrongIsToldWithItsLine() {
    String text =
        """
        objects:
          contacts:
            lookup: {stream: contacts}
            operations:
              insert:
                requester: {url_base: "https://x.example", http_methd: POST}
                nulls: omit
                batch: {max_records: 0, wrapp: array}
                record: "{{ fields | }}"
                idempotency: {}
              upsert: {}
        colour: blue
        """;
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure ->
                assertThat(failure.problems())
                    .anyMatch(
                        p -> p.startsWith("x.sink.yaml:3: objects/contacts/lookup: lacks key"))
                    .anyMatch(
                        p ->
                            p.startsWith(
                                "x.sink.yaml:7: objects/contacts/operations/insert/nulls: \"omit\" is none"
                                    + " of skip, clear, send"))
                    .anyMatch(p -> p.contains("x.sink.yaml:8: ") && p.contains("wrapp"))
                    .anyMatch(p -> p.startsWith("x.sink.yaml:8: ") && p.contains("whole number"))
                    .anyMatch(p -> p.startsWith("x.sink.yaml:9: ") && p.contains("template"))
                    .anyMatch(p -> p.startsWith("x.sink.yaml:6: ") && p.contains("http_methd"))
                    .anyMatch(p -> p.contains("needs either header or field"))
                    .anyMatch(p -> p.startsWith("x.sink.yaml:11: ") && p.contains("requester"))
                    .anyMatch(p -> p.startsWith("x.sink.yaml:12: colour: is no part of this")));
  }

  @Test
  void whatReplacesNeedsALookup() {
    String text =
        """
        objects:
          items:
            operations:
              upsert: {requester: {url_base: "https://x.example"}, replaces: true}
        """;
    assertThatThrownBy(() -> parse(text)).hasMessageContaining("needs the object's lookup");
  }

  @Test
  void whatIsFoundHasTheKeyOnlyWhereOneIsAskedFor() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    objects:
                      people:
                        lookup:
                          requester: {url_base: "https://x.example"}
                          max_keys: 2
                          of_key: true
                        operations:
                          insert: {requester: {url_base: "https://x.example"}}
                    """))
        .hasMessageContaining("x.sink.yaml:6: objects/people/lookup/of_key: needs a requester");
  }

  @Test
  void objectsOfAnyNameAreWrittenAlikeWhereTheFileSaysSo() {
    SinkFile file =
        parse(
            """
            objects:
              "*": {operations: {insert: {requester: {url_base: "https://x.example/{{ object }}"}}}}
              fixed: {operations: {delete: {requester: {url_base: "https://x.example"}}}}
            """);
    assertThat(file.modes("Invoice__c")).containsExactly(WriteMode.APPEND, WriteMode.INSERT);
    assertThat(file.modes("fixed")).isEmpty();
  }

  @Test
  void modesComeFromTheOperations() {
    SinkFile file =
        parse(
            """
            definitions:
              call: {type: HttpRequester, url_base: "https://x.example"}
            objects:
              a: {operations: {insert: {requester: {$ref: "#/definitions/call"}}}}
              b:
                operations:
                  insert: {requester: {$ref: "#/definitions/call"}}
                  update: {requester: {$ref: "#/definitions/call"}}
                  delete: {requester: {$ref: "#/definitions/call"}}
              c: {operations: {order.create: {requester: {$ref: "#/definitions/call"}}}}
            """);
    assertThat(file.modes("a")).containsExactlyInAnyOrder(WriteMode.APPEND, WriteMode.INSERT);
    assertThat(file.modes("b")).doesNotContain(WriteMode.REPLACE).hasSize(5);
    assertThat(file.modes("c")).isEmpty();
    assertThat(file.operations().get("c")).containsExactly("order.create");
    assertThatThrownBy(() -> file.modes("d")).hasMessageContaining("nothing called d");
  }
}
