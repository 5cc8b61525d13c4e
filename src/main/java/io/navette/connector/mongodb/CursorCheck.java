package io.navette.connector.mongodb;

import io.navette.connector.ReadRequest;
import io.navette.failure.Failure;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the cursor of all documents before a pass: one that has none, or one of another type,
 * would never be found by comparing, and so be lost without a word.
 */
record CursorCheck(Server server, ReadRequest request, BsonDocument where) {

  /**
   * The highest value of the first cursor field, up to which this pass reads; empty without a
   * cursor or without documents. Blocks.
   *
   * @throws Failure.Data when there is a document the cursor can't order
   */
  Optional<BsonValue> highest() {
    Optional<BsonValue> highest = Optional.empty();
    for (String field : request.cursor()) {
      if (field.equals(FieldPath.ID)) {
        continue;
      }
      Optional<BsonValue> value = highest(field);
      value.ifPresent(known -> check(field, known));
      highest = highest.or(() -> value);
    }
    return request.cursor().isEmpty() || request.cursor().get(0).equals(FieldPath.ID)
        ? Optional.empty()
        : highest;
  }

  private Optional<BsonValue> highest(String field) {
    BsonDocument found =
        server.ask(
            request.stream(),
            () ->
                server
                    .collection(request.stream())
                    .find(where)
                    .sort(new BsonDocument(field, new BsonInt32(-1)))
                    .projection(new BsonDocument(field, new BsonInt32(1)))
                    .first());
    if (found == null) {
      return Optional.empty();
    }
    BsonValue value = FieldPath.of(field).in(found);
    if (value == null || value.isNull()) {
      throw lost(field, found, value, "a value");
    }
    return Optional.of(value);
  }

  private void check(String field, BsonValue highest) {
    Bracket bracket = Bracket.of(highest);
    BsonArray others = new BsonArray();
    if (!where.isEmpty()) {
      others.add(where);
    }
    others.add(new BsonDocument("$nor", new BsonArray(bracket.conditions(field))));
    BsonDocument found =
        server.ask(
            request.stream(),
            () ->
                server
                    .collection(request.stream())
                    .find(new BsonDocument("$and", others))
                    .projection(new BsonDocument(field, new BsonInt32(1)))
                    .first());
    if (found != null) {
      throw lost(field, found, FieldPath.of(field).in(found), bracket.words());
    }
  }

  private Failure lost(
      String field, BsonDocument document, @Nullable BsonValue value, String others) {
    String id = JsonForm.PLAIN.write(document.get(FieldPath.ID, BsonNull.VALUE));
    return new Failure.Data(
        server.place(request.stream())
            + ": the document "
            + id
            + " has "
            + (value == null ? "no " + field : field + " " + JsonForm.EXTENDED.write(value))
            + " where others have "
            + others
            + "; an incremental read would never see it",
        "correct it, choose another cursor, or leave such documents out with where:");
  }
}
