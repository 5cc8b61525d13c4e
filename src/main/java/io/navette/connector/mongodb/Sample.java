package io.navette.connector.mongodb;

import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Sorts;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * What some documents of a collection have in common: half of them the oldest by {@code _id}, half
 * the newest, so that the same collection gives the same columns and old shapes are seen as well as
 * new ones.
 */
final class Sample {
  private final Map<String, Optional<Column>> columns = new LinkedHashMap<>();
  private final Set<BsonValue> ids = new HashSet<>();

  private Sample() {
    columns.put(FieldPath.ID, Optional.empty());
  }

  /** Reads the documents; blocks. */
  static Sample of(Server server, String stream, int wanted) {
    Sample sample = new Sample();
    int older = (wanted + 1) / 2;
    server.ask(
        stream,
        () -> {
          sample.see(server, stream, Sorts.ascending(FieldPath.ID), older);
          sample.see(server, stream, Sorts.descending(FieldPath.ID), wanted - older);
          return sample;
        });
    return sample;
  }

  private void see(Server server, String stream, Bson order, int limit) {
    if (limit > 0) {
      FindIterable<BsonDocument> found = server.collection(stream).find().sort(order).limit(limit);
      found.forEach(this::see);
    }
  }

  private void see(BsonDocument document) {
    if (ids.add(document.get(FieldPath.ID, document))) {
      document.forEach(this::see);
    }
  }

  private void see(String name, BsonValue value) {
    Optional<Column> known = columns.getOrDefault(name, Optional.empty());
    Optional<Column> seen = column(name, value);
    columns.put(
        name,
        known.isPresent() && seen.isPresent()
            ? Optional.of(both(known.get(), seen.get()))
            : known.or(() -> seen));
  }

  /** Empty for null, which says nothing of a type. */
  private static Optional<Column> column(String name, BsonValue value) {
    Column column =
        switch (value.getBsonType()) {
          case NULL, UNDEFINED -> null;
          case INT32, INT64 -> Column.of(name, ColumnType.INTEGER);
          case DOUBLE -> Column.of(name, ColumnType.DOUBLE);
          case DECIMAL128 -> Column.of(name, ColumnType.DECIMAL);
          case BOOLEAN -> Column.of(name, ColumnType.BOOLEAN);
          case DATE_TIME -> Column.of(name, ColumnType.INSTANT);
          case STRING, SYMBOL -> Column.of(name, ColumnType.TEXT);
          case OBJECT_ID -> new Column(name, ColumnType.TEXT, true, Optional.of(Columns.OBJECT_ID));
          case BINARY ->
              Column.of(
                  name, BsonCells.isUuid(value.asBinary()) ? ColumnType.UUID : ColumnType.BYTES);
          default -> Column.of(name, ColumnType.JSON);
        };
    return Optional.ofNullable(column);
  }

  /** The type that holds both. */
  private static Column both(Column one, Column other) {
    if (one.equals(other)) {
      return one;
    }
    Kind first = one.type().kind();
    Kind second = other.type().kind();
    ColumnType type =
        first == second
            ? one.type()
            : isNumber(first) && isNumber(second)
                ? number(first, second)
                : first == Kind.JSON || second == Kind.JSON || bytes(first) || bytes(second)
                    ? ColumnType.JSON
                    : ColumnType.TEXT;
    return Column.of(one.name(), type);
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.INTEGER || kind == Kind.DOUBLE || kind == Kind.DECIMAL;
  }

  private static ColumnType number(Kind first, Kind second) {
    return first == Kind.DECIMAL || second == Kind.DECIMAL ? ColumnType.DECIMAL : ColumnType.DOUBLE;
  }

  private static boolean bytes(Kind kind) {
    return kind == Kind.BYTES;
  }

  /** Different documents that were seen. */
  int documents() {
    return ids.size();
  }

  /** {@code _id} first and as text, the others in the order they were met. */
  List<Column> columns() {
    List<Column> all = new ArrayList<>();
    columns.forEach(
        (name, column) ->
            all.add(
                name.equals(FieldPath.ID)
                    ? column.filter(Columns::isObjectId).orElseGet(Columns::id).required()
                    : column.orElseGet(() -> Column.of(name, ColumnType.TEXT))));
    return all;
  }
}
