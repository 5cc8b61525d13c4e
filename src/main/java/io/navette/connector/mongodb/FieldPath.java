package io.navette.connector.mongodb;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Where a column's value stands in a document.
 *
 * @param name as written: {@code address.city}, {@code lines.0.price}
 * @param parts the names between the dots
 */
record FieldPath(String name, List<String> parts) {
  /** The whole document, as a column of JSON. */
  static final String DOCUMENT = "_document";

  static final String ID = "_id";

  FieldPath {
    parts = List.copyOf(parts);
  }

  static FieldPath of(String name) {
    return new FieldPath(name, List.of(name.split("\\.", -1)));
  }

  /** The field at the top of the document in which the value stands. */
  String root() {
    return parts.get(0);
  }

  /** The value; null where there is none. A field whose own name has the dots goes first. */
  @Nullable BsonValue in(BsonDocument document) {
    if (name.equals(DOCUMENT)) {
      return document;
    }
    BsonValue whole = document.get(name);
    if (whole != null || parts.size() == 1) {
      return whole;
    }
    BsonValue value = document;
    for (String part : parts) {
      value = value == null ? null : within(value, part);
    }
    return value;
  }

  private static @Nullable BsonValue within(BsonValue value, String part) {
    if (value.isDocument()) {
      return value.asDocument().get(part);
    }
    if (value.isArray() && part.matches("\\d{1,6}")) {
      BsonArray array = value.asArray();
      int index = Integer.parseInt(part);
      return index < array.size() ? array.get(index) : null;
    }
    return null;
  }

  /** Puts a value into a document, with the documents on its way there. */
  void put(BsonDocument document, BsonValue value) {
    BsonDocument inner = document;
    for (String part : parts.subList(0, parts.size() - 1)) {
      inner = inner.computeIfAbsent(part, unused -> new BsonDocument()).asDocument();
    }
    inner.put(parts.get(parts.size() - 1), value);
  }
}
