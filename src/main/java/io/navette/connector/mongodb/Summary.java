package io.navette.connector.mongodb;

import io.navette.connector.Digesting.Bounds;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;

/** Counts and bounds of a collection, found by the server. */
final class Summary {
  private Summary() {}

  /** The number of documents now; blocks. */
  static long count(Server server, String stream, Optional<String> where) {
    BsonDocument filter = Pass.where(server.place(stream), where);
    return server.ask(stream, () -> server.collection(stream).countDocuments(filter));
  }

  /** Lowest and highest value per column; blocks. */
  static List<Bounds> bounds(
      Server server, String stream, List<String> columns, Optional<String> where) {
    BsonDocument filter = Pass.where(server.place(stream), where);
    List<Bounds> bounds = new ArrayList<>();
    for (String column : columns) {
      bounds.add(
          new Bounds(
              column,
              first(server, stream, filter, column, 1),
              first(server, stream, filter, column, -1)));
    }
    return bounds;
  }

  private static Optional<String> first(
      Server server, String stream, BsonDocument filter, String column, int direction) {
    BsonArray all = new BsonArray();
    all.add(new BsonDocument(column, new BsonDocument("$ne", BsonNull.VALUE)));
    if (!filter.isEmpty()) {
      all.add(filter);
    }
    BsonDocument found =
        server.ask(
            stream,
            () ->
                server
                    .collection(stream)
                    .find(new BsonDocument("$and", all))
                    .sort(new BsonDocument(column, new BsonInt32(direction)))
                    .first());
    if (found == null) {
      return Optional.empty();
    }
    Cells cell = new Cells(ColumnType.TEXT);
    new BsonCells(JsonForm.PLAIN).append(cell, FieldPath.of(column).in(found));
    return Optional.of(cell.textAt(0));
  }
}
