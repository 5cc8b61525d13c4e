package io.navette.conformance.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.ParseAndValidate;
import graphql.execution.TypeFromAST;
import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import io.navette.conformance.openapi.Deviation.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document of GraphQL asks of a schema, and what is answered. */
final class GraphQlOperation implements Described {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Fields, of whose arguments one is a document itself (Shopify's bulk operations). */
  private static final Map<String, String> HOLD_DOCUMENTS =
      Map.of("bulkOperationRunQuery", "query", "bulkOperationRunMutation", "mutation");

  private final GraphQLSchema schema;
  private final String title;
  private final GraphQlRequest request;
  private final Document document;
  private final OperationDefinition operation;
  private final GraphQLObjectType root;

  private GraphQlOperation(
      GraphQLSchema schema,
      String path,
      GraphQlRequest request,
      Document document,
      OperationDefinition operation,
      GraphQLObjectType root) {
    this.schema = schema;
    this.title = path + String.join("", names(operation));
    this.request = request;
    this.document = document;
    this.operation = operation;
    this.root = root;
  }

  /** Empty where a field that is asked for is none of the schema's. */
  static Optional<Described> of(GraphQLSchema schema, Exchange exchange, GraphQlRequest request) {
    String path = exchange.method() + " " + exchange.path();
    try {
      Document document = Parser.parse(request.document());
      OperationDefinition operation = operation(document);
      GraphQLObjectType root = root(schema, operation);
      return root != null
              && roots(operation).stream()
                  .allMatch(field -> root.getFieldDefinition(field.getName()) != null)
          ? Optional.of(new GraphQlOperation(schema, path, request, document, operation, root))
          : Optional.empty();
    } catch (InvalidSyntaxException e) {
      return Optional.of(new Unreadable(path, String.valueOf(e.getMessage())));
    }
  }

  /** A document that is none. */
  private record Unreadable(String title, String message) implements Described {
    @Override
    public Optional<List<Deviation>> request(Exchange exchange) {
      return Optional.of(List.of(Deviation.of(Side.REQUEST, title, "body /query", message)));
    }

    @Override
    public Optional<List<Deviation>> answer(Exchange.Answer answer) {
      return Optional.empty();
    }
  }

  private static OperationDefinition operation(Document document) {
    return document.getDefinitionsOfType(OperationDefinition.class).getFirst();
  }

  private static @Nullable GraphQLObjectType root(
      GraphQLSchema schema, OperationDefinition operation) {
    return operation.getOperation() == OperationDefinition.Operation.MUTATION
        ? schema.getMutationType()
        : schema.getQueryType();
  }

  private static List<Field> roots(OperationDefinition operation) {
    return operation.getSelectionSet().getSelectionsOfType(Field.class);
  }

  private static List<String> names(OperationDefinition operation) {
    return roots(operation).stream().map(field -> " " + field.getName()).toList();
  }

  /** Path and fields, as {@code POST /graphql.json shop}. */
  @Override
  public String title() {
    return title;
  }

  @Override
  public Optional<List<Deviation>> request(Exchange exchange) {
    List<Deviation> deviations = new ArrayList<>();
    valid(document, "body /query", deviations);
    variables(deviations);
    roots(operation).forEach(field -> inner(field, deviations));
    return Optional.of(deviations);
  }

  private void valid(Document asked, String at, List<Deviation> deviations) {
    for (ValidationError error : ParseAndValidate.validate(schema, asked, Locale.ENGLISH)) {
      deviations.add(Deviation.of(Side.REQUEST, title, at, error.getMessage()));
    }
  }

  private void variables(List<Deviation> deviations) {
    Set<String> declared = new HashSet<>();
    GraphQlInput input =
        new GraphQlInput(
            (at, message) ->
                deviations.add(Deviation.of(Side.REQUEST, title, "body /variables" + at, message)));
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      declared.add(variable.getName());
      JsonNode value = request.variables().path(variable.getName());
      if (!value.isMissingNode() || variable.getDefaultValue() == null) {
        input.hold(
            TypeFromAST.getTypeFromAST(schema, variable.getType()),
            value,
            "/" + variable.getName());
      }
    }
    request
        .variables()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!declared.contains(name)) {
                input.deviates("/" + name, "is not declared in the document");
              }
            });
  }

  private void inner(Field field, List<Deviation> deviations) {
    String name = HOLD_DOCUMENTS.get(field.getName());
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(name)) {
        String at = "body /" + field.getName() + "/" + name;
        try {
          valid(Parser.parse(text(argument)), at, deviations);
        } catch (InvalidSyntaxException e) {
          deviations.add(Deviation.of(Side.REQUEST, title, at, String.valueOf(e.getMessage())));
        }
      }
    }
  }

  private String text(Argument argument) {
    return switch (argument.getValue()) {
      case StringValue text -> String.valueOf(text.getValue());
      case VariableReference variable -> request.variables().path(variable.getName()).asText();
      default -> "";
    };
  }

  @Override
  public Optional<List<Deviation>> answer(Exchange.Answer answer) {
    if (answer.status() >= 300) {
      return Optional.empty();
    }
    List<Deviation> deviations = new ArrayList<>();
    GraphQlAnswer held =
        new GraphQlAnswer(
            schema,
            answer.part(),
            (at, message) ->
                deviations.add(Deviation.of(Side.ANSWER, title, "body " + at, message)));
    try {
      held.hold(JSON.readTree(answer.body()), operation.getSelectionSet(), root);
    } catch (JsonProcessingException e) {
      deviations.add(Deviation.of(Side.ANSWER, title, "body", "is no JSON"));
    }
    return Optional.of(deviations);
  }
}
