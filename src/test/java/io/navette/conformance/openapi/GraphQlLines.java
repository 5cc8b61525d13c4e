package io.navette.conformance.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLSchema;
import io.navette.conformance.openapi.Deviation.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of a Shopify bulk operation: a line for each object, whose id names its type, as
 * {@code gid://shopify/Order/1}. Which operation it is of, no line tells.
 *
 * @param title method and path
 */
record GraphQlLines(GraphQLSchema schema, String title) implements Described {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern ID = Pattern.compile("gid://[^/]+/(\\w+)/.*");

  /** Empty where it is something else. */
  static Optional<Described> of(GraphQLSchema schema, Exchange exchange) {
    return exchange.method().equals("GET")
            && exchange
                .answer()
                .filter(answer -> answer.body().startsWith("{") && answer.body().contains("gid://"))
                .isPresent()
        ? Optional.of(new GraphQlLines(schema, "GET " + exchange.path()))
        : Optional.empty();
  }

  /** The address of a result is told by an answer. */
  @Override
  public Optional<List<Deviation>> request(Exchange exchange) {
    return Optional.empty();
  }

  @Override
  public Optional<List<Deviation>> answer(Exchange.Answer answer) {
    List<Deviation> deviations = new ArrayList<>();
    boolean known = false;
    for (String line : answer.body().lines().filter(line -> !line.isBlank()).toList()) {
      known |= line(line, deviations);
    }
    return known ? Optional.of(deviations) : Optional.empty();
  }

  private boolean line(String line, List<Deviation> deviations) {
    try {
      JsonNode object = JSON.readTree(line);
      Matcher id = ID.matcher(object.path("id").asText());
      if (!(object instanceof ObjectNode fields)
          || !id.matches()
          || !(schema.getType(id.group(1)) instanceof GraphQLCompositeType type)) {
        return false;
      }
      fields.remove("__parentId");
      new GraphQlAnswer(
              schema,
              true,
              (at, message) ->
                  deviations.add(Deviation.of(Side.ANSWER, title, "body " + at, message)))
          .any(type, fields, "/" + id.group(1));
      return true;
    } catch (JsonProcessingException e) {
      deviations.add(Deviation.of(Side.ANSWER, title, "body", "is no JSON"));
      return true;
    }
  }
}
