package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import java.util.function.BiConsumer;

/** Holds the value of a variable against its type. */
final class GraphQlInput {
  private final BiConsumer<String, String> deviates;

  /**
   * @param deviates is told where, as a JSON pointer, and what
   */
  GraphQlInput(BiConsumer<String, String> deviates) {
    this.deviates = deviates;
  }

  void deviates(String at, String message) {
    deviates.accept(at, message);
  }

  /**
   * @param value missing where nothing was sent
   */
  void hold(GraphQLType type, JsonNode value, String at) {
    if (type instanceof GraphQLNonNull wanted) {
      if (value.isMissingNode() || value.isNull()) {
        deviates(at, "is required and missing");
      } else {
        hold(wanted.getWrappedType(), value, at);
      }
    } else if (value.isMissingNode() || value.isNull()) {
      return;
    } else if (type instanceof GraphQLList list) {
      // A value in place of a list is a list of one (GraphQL, 3.11).
      if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          hold(list.getWrappedType(), value.path(i), at + "/" + i);
        }
      } else {
        hold(list.getWrappedType(), value, at);
      }
    } else if (type instanceof GraphQLInputObjectType object) {
      object(object, value, at);
    } else if (!GraphQlLeaf.fits(type, value)) {
      deviates(at, "is no " + GraphQlLeaf.name(type));
    }
  }

  private void object(GraphQLInputObjectType type, JsonNode value, String at) {
    if (!value.isObject()) {
      deviates(at, "is no " + type.getName());
      return;
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (type.getFieldDefinition(name) == null) {
                deviates(at + "/" + name, "is no field of " + type.getName());
              }
            });
    for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
      JsonNode given = value.path(field.getName());
      if (!given.isMissingNode() || !field.hasSetDefaultValue()) {
        hold(field.getType(), given, at + "/" + field.getName());
      }
    }
  }
}
