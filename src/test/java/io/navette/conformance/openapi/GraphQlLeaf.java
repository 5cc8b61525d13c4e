package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLType;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Enums and scalars; those that a vendor adds are known by the names that most use. */
final class GraphQlLeaf {
  private static final String NUMBER = "-?\\d+([.]\\d+)?";

  private GraphQlLeaf() {}

  static String name(GraphQLType type) {
    return type instanceof GraphQLNamedType named ? named.getName() : type.toString();
  }

  /**
   * @param value neither missing nor null
   */
  static boolean fits(GraphQLType type, JsonNode value) {
    if (type instanceof GraphQLEnumType names) {
      return value.isTextual() && names.getValue(value.asText()) != null;
    }
    return switch (name(type)) {
      case "Int" -> value.isIntegralNumber() && value.canConvertToInt();
      case "Float" -> value.isNumber();
      case "Boolean" -> value.isBoolean();
      case "ID" -> value.isTextual() || value.isIntegralNumber();
      case "Decimal", "Money" -> value.isTextual() && value.asText().matches(NUMBER);
      case "UnsignedInt64" -> value.isTextual() && value.asText().matches("\\d+");
      case "DateTime" -> value.isTextual() && isRead(value.asText(), OffsetDateTime::parse);
      case "Date" -> value.isTextual() && isRead(value.asText(), LocalDate::parse);
      case "URL" -> value.isTextual() && isRead(value.asText(), URI::create);
      case "JSON" -> true;
      default -> value.isTextual();
    };
  }

  private interface Reading {
    Object read(String text);
  }

  @SuppressWarnings("ReturnValueIgnored")
  private static boolean isRead(String text, Reading reading) {
    try {
      reading.read(text);
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }
}
