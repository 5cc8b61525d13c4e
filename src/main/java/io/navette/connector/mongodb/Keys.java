package io.navette.connector.mongodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The keys of many documents at once. */
record Keys(Shape shape) {
  /** How many are asked for in one question. */
  static final int TOGETHER = 500;

  /** What finds all documents that have the key of one of these. */
  BsonDocument anyOf(List<BsonDocument> documents) {
    List<BsonDocument> matches = documents.stream().map(shape::match).toList();
    if (shape.key().size() > 1) {
      return new BsonDocument("$or", new BsonArray(matches));
    }
    String name = shape.key().get(0).name();
    BsonArray values = new BsonArray();
    matches.forEach(match -> values.add(match.get(name)));
    return new BsonDocument(name, new BsonDocument("$in", values));
  }

  /** What is asked for to tell the key. */
  BsonDocument projection() {
    BsonDocument fields = new BsonDocument();
    shape.key().forEach(path -> fields.put(path.name(), new BsonInt32(1)));
    return fields;
  }

  /** Equal for documents that one query would match: a number's type does not matter. */
  List<Object> name(BsonDocument document) {
    List<Object> name = new ArrayList<>();
    shape.key().forEach(path -> name.add(comparable(path.in(document))));
    return name;
  }

  private static Object comparable(@Nullable BsonValue value) {
    if (value == null) {
      return BsonNull.VALUE;
    }
    return switch (value.getBsonType()) {
      case INT32 -> BigDecimal.valueOf(value.asInt32().getValue()).stripTrailingZeros();
      case INT64 -> BigDecimal.valueOf(value.asInt64().getValue()).stripTrailingZeros();
      case DOUBLE -> number(value.asDouble().getValue());
      case DECIMAL128 ->
          value.asDecimal128().getValue().isFinite()
              ? value.asDecimal128().decimal128Value().bigDecimalValue().stripTrailingZeros()
              : value;
      default -> value;
    };
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).stripTrailingZeros() : value;
  }
}
