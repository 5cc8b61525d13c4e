package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Holds what is answered against what was asked for, and the types of the schema. */
final class GraphQlAnswer {
  private static final String TYPE = "__typename";

  private final GraphQLSchema schema;
  private final boolean part;
  private final BiConsumer<String, String> deviates;

  /**
   * @param part whether fields may be missing
   * @param deviates is told where, as a JSON pointer, and what
   */
  GraphQlAnswer(GraphQLSchema schema, boolean part, BiConsumer<String, String> deviates) {
    this.schema = schema;
    this.part = part;
    this.deviates = deviates;
  }

  /**
   * A field that may be answered.
   *
   * @param type null where the schema does not hold it, which the request was told
   * @param below what was asked for of it; null where it has no fields, or nobody knows
   * @param always whether it must be there
   */
  private record Asked(@Nullable GraphQLType type, @Nullable SelectionSet below, boolean always) {}

  void hold(JsonNode answer, SelectionSet asked, GraphQLFieldsContainer root) {
    JsonNode data = answer.path("data");
    for (JsonNode error : answer.path("errors")) {
      if (!error.path("message").isTextual()) {
        deviates.accept("/errors/*", "has no message");
      }
    }
    if (data.isObject()) {
      object(root, asked, data, "/data");
    } else if (answer.path("errors").isEmpty()) {
      deviates.accept("/data", "is missing, and there are no errors");
    }
  }

  /** Any object of a type, of which nobody knows what was asked for. */
  void any(GraphQLCompositeType type, JsonNode value, String at) {
    object(type, null, value, at);
  }

  private void object(
      GraphQLCompositeType type, @Nullable SelectionSet selected, JsonNode value, String at) {
    if (!value.isObject()) {
      deviates.accept(at, "is no object");
      return;
    }
    Map<String, Asked> asked = new LinkedHashMap<>();
    if (selected == null) {
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (field(type, name) != null) {
                  ask(type, name, name, null, asked, false);
                }
              });
    } else {
      collect(type, selected, value, asked, true);
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.containsKey(name)) {
                deviates.accept(
                    at + "/" + name,
                    selected == null ? "is no field of " + type.getName() : "was not asked for");
              }
            });
    asked.forEach(
        (name, field) -> {
          JsonNode given = value.path(name);
          if (!given.isMissingNode()) {
            value(field.type(), field.below(), given, at + "/" + name);
          } else if (field.always() && !part) {
            deviates.accept(at + "/" + name, "was asked for and is missing");
          }
        });
  }

  private void collect(
      GraphQLCompositeType type,
      SelectionSet selected,
      JsonNode value,
      Map<String, Asked> asked,
      boolean always) {
    for (Selection<?> selection : selected.getSelections()) {
      if (selection instanceof Field field) {
        String shown = field.getAlias() == null ? field.getName() : field.getAlias();
        ask(type, field.getName(), shown, field.getSelectionSet(), asked, always);
      } else if (selection instanceof InlineFragment fragment) {
        String name = fragment.getTypeCondition().getName();
        String actual = value.path(TYPE).asText();
        if ((actual.isEmpty() || actual.equals(name))
            && schema.getType(name) instanceof GraphQLCompositeType narrower) {
          collect(narrower, fragment.getSelectionSet(), value, asked, !actual.isEmpty());
        }
      }
    }
  }

  private void ask(
      GraphQLCompositeType type,
      String name,
      String shown,
      @Nullable SelectionSet below,
      Map<String, Asked> asked,
      boolean always) {
    if (name.equals(TYPE)) {
      asked.put(shown, new Asked(null, null, always));
      return;
    }
    GraphQLFieldDefinition field = field(type, name);
    asked.putIfAbsent(
        shown,
        field == null ? new Asked(null, below, false) : new Asked(field.getType(), below, always));
  }

  private static @Nullable GraphQLFieldDefinition field(GraphQLCompositeType type, String name) {
    return type instanceof GraphQLFieldsContainer fields ? fields.getFieldDefinition(name) : null;
  }

  private void value(
      @Nullable GraphQLType type, @Nullable SelectionSet below, JsonNode value, String at) {
    if (type instanceof GraphQLNonNull never) {
      if (value.isNull()) {
        deviates.accept(at, "is null, which it never is");
      } else {
        value(never.getWrappedType(), below, value, at);
      }
    } else if (type == null || value.isNull()) {
      return;
    } else if (type instanceof GraphQLList list) {
      if (!value.isArray()) {
        deviates.accept(at, "is no list");
      }
      for (int i = 0; i < value.size(); i++) {
        value(list.getWrappedType(), below, value.path(i), at + "/" + i);
      }
    } else if (type instanceof GraphQLCompositeType object) {
      object(object, below, value, at);
    } else if (!GraphQlLeaf.fits(type, value)) {
      deviates.accept(at, "is no " + GraphQlLeaf.name(type));
    }
  }
}
