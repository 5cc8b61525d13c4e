package io.navette.connector.mongodb;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * Types that are compared with each other. A query's {@code $gt} finds values of its operand's
 * bracket only, while a sort orders all brackets one behind the other (MongoDB manual, "Comparison
 * and sort order").
 */
enum Bracket {
  MIN_KEY(BsonType.MIN_KEY),
  NULL(BsonType.NULL),
  NUMBER(BsonType.DOUBLE),
  TEXT(BsonType.STRING),
  DOCUMENT(BsonType.DOCUMENT),
  ARRAY(BsonType.ARRAY),
  BINARY(BsonType.BINARY),
  OBJECT_ID(BsonType.OBJECT_ID),
  BOOLEAN(BsonType.BOOLEAN),
  DATE(BsonType.DATE_TIME),
  TIMESTAMP(BsonType.TIMESTAMP),
  EXPRESSION(BsonType.REGULAR_EXPRESSION),
  CODE(BsonType.JAVASCRIPT),
  MAX_KEY(BsonType.MAX_KEY);

  private final BsonType first;

  Bracket(BsonType first) {
    this.first = first;
  }

  static Bracket of(BsonValue value) {
    return switch (value.getBsonType()) {
      case MIN_KEY -> MIN_KEY;
      case NULL, UNDEFINED, END_OF_DOCUMENT -> NULL;
      case DOUBLE, INT32, INT64, DECIMAL128 -> NUMBER;
      case STRING, SYMBOL -> TEXT;
      case DOCUMENT -> DOCUMENT;
      case ARRAY -> ARRAY;
      case BINARY -> BINARY;
      case OBJECT_ID -> OBJECT_ID;
      case BOOLEAN -> BOOLEAN;
      case DATE_TIME -> DATE;
      case TIMESTAMP -> TIMESTAMP;
      case REGULAR_EXPRESSION -> EXPRESSION;
      case JAVASCRIPT, JAVASCRIPT_WITH_SCOPE, DB_POINTER -> CODE;
      case MAX_KEY -> MAX_KEY;
    };
  }

  /**
   * Conditions of which one is met by every value of this bracket. Types that are long out of use
   * (undefined, DBPointer, code with scope) are left out, as not every server knows them.
   */
  List<BsonDocument> conditions(String field) {
    return switch (this) {
      case NUMBER ->
          List.of(
              condition(field, "$gte", new BsonDouble(Double.NEGATIVE_INFINITY)),
              condition(field, "$eq", new BsonDouble(Double.NaN)));
      case TEXT -> List.of(condition(field, "$gte", new BsonString("")));
      case CODE -> List.of();
      default -> List.of(condition(field, "$type", new BsonInt32(number(first))));
    };
  }

  private static BsonDocument condition(String field, String operator, BsonValue value) {
    return new BsonDocument(field, new BsonDocument(operator, value));
  }

  /** Conditions of which one is met by every value that is sorted behind this bracket. */
  List<BsonDocument> behind(String field) {
    List<BsonDocument> conditions = new ArrayList<>();
    for (Bracket bracket : values()) {
      if (bracket.compareTo(this) > 0) {
        conditions.addAll(bracket.conditions(field));
      }
    }
    return conditions;
  }

  /** As {@code $type} takes it: the two keys are signed there. */
  private static int number(BsonType type) {
    return type == BsonType.MIN_KEY ? -1 : type.getValue();
  }

  /** As a person says it. */
  String words() {
    return switch (this) {
      case NUMBER -> "a number";
      case TEXT -> "a text";
      case DATE -> "a date";
      case OBJECT_ID -> "an ObjectId";
      default -> "of type " + first;
    };
  }
}
