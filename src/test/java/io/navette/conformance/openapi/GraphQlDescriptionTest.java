package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of GraphQL, and what is answered, is held against its schema. */
final class GraphQlDescriptionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCHEMA =
      """
      scalar DateTime
      scalar Decimal
      type Query { cups(first: Int, state: State): CupConnection! kettle: Kettle }
      type Mutation {
        cupSet(cup: CupInput!): CupPayload
        bulkOperationRunQuery(query: String!): CupPayload
      }
      type CupConnection { nodes: [Cup!]! }
      type Cup { id: ID! name: String size: Int! price: Decimal made: DateTime state: State of: Thing }
      enum State { FULL EMPTY }
      union Thing = Tea | Coffee
      type Tea { leaf: String! }
      type Coffee { bean: String! }
      type Kettle { id: ID! }
      input CupInput { id: ID name: String! size: Int = 2 price: Decimal state: State tags: [String!] }
      type CupPayload { cup: Cup userErrors: [Wrong!]! }
      type Wrong { message: String! field: [String!] }
      """;

  @TempDir Path folder;
  private GraphQlDescription description;

  @BeforeEach
  void read() throws IOException {
    description =
        GraphQlDescription.read(Files.writeString(folder.resolve("cups.graphql"), SCHEMA));
  }

  private static Exchange exchange(String query, String variables, String answer, boolean part)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("fixture", "cups.yaml");
    line.put("method", "POST");
    line.put("target", "/graphql.json");
    line.put("headers", Map.of("content-type", "application/json"));
    line.put(
        "body",
        JSON.writeValueAsString(Map.of("query", query, "variables", JSON.readTree(variables))));
    line.put("status", 200);
    line.put("type", "application/json");
    line.put("part", part);
    line.put("answer", answer);
    return Exchange.of(JSON.writeValueAsString(line));
  }

  private List<String> asked(String query, String variables) throws IOException {
    Exchange exchange = exchange(query, variables, "", false);
    return lines(description.operation(exchange).orElseThrow().request(exchange));
  }

  private List<String> answered(String query, String answer, boolean part) throws IOException {
    Exchange exchange = exchange(query, "{}", answer, part);
    return lines(
        description.operation(exchange).orElseThrow().answer(exchange.answer().orElseThrow()));
  }

  private static List<String> lines(Optional<List<Deviation>> deviations) {
    return deviations.orElseThrow().stream().map(Deviation::line).toList();
  }

  @Test
  void whatFitsTheSchemaPasses() throws IOException {
    assertThat(asked("query($n: Int) { cups(first: $n, state: FULL) { nodes { id } } }", "{}"))
        .isEmpty();
    assertThat(
            asked(
                "mutation($cup: CupInput!) { cupSet(cup: $cup) { cup { id } } }",
                "{\"cup\": {\"name\": \"a\", \"price\": \"1.50\", \"tags\": \"x\", \"id\": null}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{ cups { nodes { id colour } } };{};body /query | ;'colour'",
        "{ cups(last: 2) { nodes { id } } };{};body /query | ;'last'",
        "{ cups(state: BROKEN) { nodes { id } } };{};body /query | ;BROKEN",
        "{ cups { nodes } };{};body /query | ;nodes",
        "{ cups {;{};body /query | ;yntax",
        "query($n: Int!) { cups(first: $n) { nodes { id } } };{};body /variables/n | ;missing",
        "query($n: Int) { cups(first: $n) { nodes { id } } };{\"n\": \"2\"};body /variables/n | ;is no Int",
        "query { cups { nodes { id } } };{\"n\": 2};body /variables/n | ;not declared",
        "mutation($c: CupInput!) { cupSet(cup: $c) { cup { id } } };{\"c\": {\"size\": 1}};body /variables/c/name | ;missing",
        "mutation($c: CupInput!) { cupSet(cup: $c) { cup { id } } };{\"c\": {\"name\": \"a\", \"Size\": 1}};body /variables/c/Size | ;is no field of CupInput",
        "mutation($c: CupInput!) { cupSet(cup: $c) { cup { id } } };{\"c\": {\"name\": \"a\", \"price\": 1.5}};body /variables/c/price | ;is no Decimal",
        "mutation($c: CupInput!) { cupSet(cup: $c) { cup { id } } };{\"c\": {\"name\": \"a\", \"tags\": [\"x\", 1]}};body /variables/c/tags/* | ;is no String",
        "mutation($c: CupInput!) { cupSet(cup: $c) { cup { id } } };{\"c\": {\"name\": \"a\", \"state\": \"full\"}};body /variables/c/state | ;is no State",
        "mutation($q: String!) { bulkOperationRunQuery(query: $q) { cup { id } } };{\"q\": \"{ cups { nodes { colour } } }\"};body /bulkOperationRunQuery/query | ;'colour'",
      })
  void aWrongRequestIsFound(String query, String variables, String at, String message)
      throws IOException {
    assertThat(asked(query, variables)).singleElement().asString().contains(at).contains(message);
  }

  @Test
  void aFieldOutsideOfTheSchemaIsNotInIt() throws IOException {
    Exchange exchange = exchange("{ saucers { id } }", "{}", "{\"data\": {}}", false);
    assertThat(description.operation(exchange)).isEmpty();
  }

  @Test
  void anAnswerThatFitsPasses() throws IOException {
    assertThat(
            answered(
                "{ all: cups { nodes { id size price made of { __typename ... on Tea { leaf } ... on"
                    + " Coffee { bean } } } } }",
                """
                {"data": {"all": {"nodes": [{"id": "1", "size": 2, "price": "1.50",
                  "made": "2026-02-03T10:00:00Z", "of": {"__typename": "Tea", "leaf": "green"}}]}},
                 "extensions": {"cost": {}}}""",
                false))
        .isEmpty();
    assertThat(
            answered("{ cups { nodes { id } } }", "{\"errors\": [{\"message\": \"no\"}]}", false))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"id\": \"1\"};/size | was asked for and is missing",
        "{\"id\": \"1\", \"size\": null};/size | is null, which it never is",
        "{\"id\": \"1\", \"size\": \"2\"};/size | is no Int",
        "{\"id\": \"1\", \"size\": 2, \"name\": \"a\"};/name | was not asked for",
        "{\"id\": \"1\", \"size\": 2, \"state\": \"HALF\"};/state | is no State",
        "{\"id\": \"1\", \"size\": 2, \"made\": \"yesterday\"};/made | is no DateTime",
      })
  void aWrongAnswerIsFound(String cup, String line) throws IOException {
    List<String> deviations =
        answered(
            "{ cups { nodes { id size made state } } }",
            "{\"data\": {\"cups\": {\"nodes\": [" + cup + "]}}}",
            false);
    assertThat(deviations)
        .contains("answer POST /graphql.json cups | body /data/cups/nodes/*" + line);
  }

  @Test
  void anAnswerThatATestMadeMayLeaveFieldsOut() throws IOException {
    assertThat(
            answered(
                "{ cups { nodes { id size } } }",
                "{\"data\": {\"cups\": {\"nodes\": [{\"id\": true}]}}}",
                true))
        .containsExactly("answer POST /graphql.json cups | body /data/cups/nodes/*/id | is no ID");
  }

  @Test
  void linesOfABulkOperationAreHeldAgainstTheTypesTheirIdsName() throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("method", "GET");
    line.put("target", "/result.jsonl");
    line.put("status", 200);
    line.put(
        "answer",
        """
        {"id": "gid://cups/Cup/1", "size": 2}
        {"id": "gid://cups/Cup/2", "size": "2", "colour": "red", "__parentId": "gid://cups/Shelf/1"}
        {"of": "nobody knows"}
        """);
    Exchange exchange = Exchange.of(JSON.writeValueAsString(line));
    Described lines = description.operation(exchange).orElseThrow();
    assertThat(lines.request(exchange)).isEmpty();
    assertThat(lines(lines.answer(exchange.answer().orElseThrow())))
        .containsExactlyInAnyOrder(
            "answer GET /result.jsonl | body /Cup/size | is no Int",
            "answer GET /result.jsonl | body /Cup/colour | is no field of Cup");
  }
}
