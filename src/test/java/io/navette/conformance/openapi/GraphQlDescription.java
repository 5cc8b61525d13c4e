package io.navette.conformance.openapi;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A GraphQL schema, written in its definition language. */
final class GraphQlDescription implements Description {
  private final GraphQLSchema schema;

  private GraphQlDescription(GraphQLSchema schema) {
    this.schema = schema;
  }

  static GraphQlDescription read(Path file) throws IOException {
    return new GraphQlDescription(
        UnExecutableSchemaGenerator.makeUnExecutableSchema(
            new SchemaParser().parse(Files.readString(file))));
  }

  @Override
  public Optional<Described> operation(Exchange exchange) {
    return GraphQlRequest.of(exchange)
        .<Described>flatMap(request -> GraphQlOperation.of(schema, exchange, request))
        .or(() -> GraphQlLines.of(schema, exchange));
  }
}
