package io.navette.connector.mongodb;

import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType.Kind;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * How rows become documents: a column's name is the path of its field. Resolved once per stream;
 * used by one thread.
 */
final class Shape {
  /** Of a document, in bytes (MongoDB manual, "MongoDB limits and thresholds"). */
  private static final int LARGEST = 16 << 20;

  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

  private final String place;
  private final List<Field> fields = new ArrayList<>();
  private final List<FieldPath> key;

  /** A column with its place and its form. */
  private record Field(Column column, FieldPath path, CellBson form) {}

  /**
   * Checks the names.
   *
   * @throws Failure.Configuration when a column can't be a field, or be part of a key
   */
  Shape(String place, WriteRequest request) {
    this.place = place;
    List<String> ids = request.options().list(MongoSettings.OBJECT_IDS);
    boolean cut =
        request.options().text(MongoSettings.INSTANTS).filter("milliseconds"::equals).isPresent();
    for (Column column : request.schema().columns()) {
      CellBson.Ids form =
          ids.contains(column.name()) ? CellBson.Ids.ALL : CellBson.of(column).ids();
      fields.add(new Field(column, FieldPath.of(column.name()), new CellBson(form, cut)));
    }
    this.key = request.key().stream().map(FieldPath::of).toList();
    checkNames(request.schema().names(), ids);
    checkKey();
  }

  private void checkNames(List<String> names, List<String> ids) {
    for (Field field : fields) {
      String name = field.path().name();
      if (field.path().parts().stream().anyMatch(part -> part.isEmpty() || part.startsWith("$"))) {
        throw wrong(
            "the column "
                + name
                + " can't be a field: it has an empty part, or one with $ at first",
            "give it another name in columns:");
      }
      names.stream()
          .filter(other -> other.startsWith(name + "."))
          .findFirst()
          .ifPresent(
              other -> {
                throw wrong(
                    "the column " + other + " would be inside of the column " + name,
                    "a name's dots are a path; rename one of them in columns:");
              });
    }
    ids.stream()
        .filter(id -> !names.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw wrong("object_ids: there is no column " + id, "columns: " + names);
            });
  }

  private void checkKey() {
    for (Field field : fields) {
      if (key.contains(field.path()) && field.column().type().kind() == Kind.JSON) {
        throw wrong(
            "the key " + field.path().name() + " is JSON, which a query would take for operators",
            "choose a key of texts or numbers");
      }
    }
  }

  private Failure wrong(String what, String remedy) {
    return new Failure.Configuration(place + ": " + what, remedy);
  }

  /** The paths of the key; empty where rows aren't matched. */
  List<FieldPath> key() {
    return key;
  }

  /** Whether the rows themselves say what {@code _id} is. */
  boolean givesIds() {
    return fields.stream().anyMatch(field -> field.path().root().equals(FieldPath.ID));
  }

  /** The paths of all columns, the key's too. */
  List<FieldPath> paths() {
    return fields.stream().map(Field::path).toList();
  }

  /**
   * A row's document, or nothing when it was refused.
   *
   * @param refused takes the rejection
   */
  @Nullable RawBsonDocument document(RowBatch batch, int row, List<Rejection> refused) {
    BsonDocument document = new BsonDocument();
    for (int column = 0; column < fields.size(); column++) {
      Field field = fields.get(column);
      try {
        field.path().put(document, field.form().value(batch.cells(column), row));
      } catch (CellText.Misfit e) {
        refused.add(
            rejection(RowJson.write(batch, row), Optional.of(field.path().name()), e.getMessage()));
        return null;
      }
    }
    RawBsonDocument bytes = new RawBsonDocument(document, CODEC);
    Optional<String> problem = tooLarge(size(bytes)).or(() -> nullKey(document));
    problem.ifPresent(
        reason -> refused.add(rejection(RowJson.write(batch, row), Optional.empty(), reason)));
    return problem.isPresent() ? null : bytes;
  }

  /** In bytes. */
  static int size(RawBsonDocument document) {
    return document.getByteBuffer().remaining();
  }

  private static Optional<String> tooLarge(int size) {
    return size <= LARGEST
        ? Optional.empty()
        : Optional.of(
            "the document would have %,d bytes; MongoDB takes %,d".formatted(size, LARGEST));
  }

  /** A null matches every document without the field. */
  private Optional<String> nullKey(BsonDocument document) {
    return key.stream()
        .filter(path -> isNull(path.in(document)))
        .map(path -> "the key " + path.name() + " is empty")
        .findFirst();
  }

  private static boolean isNull(@Nullable BsonValue value) {
    return value == null || value.isNull();
  }

  static Rejection rejection(String row, Optional<String> column, @Nullable String reason) {
    return new Rejection(Rejection.Stage.WRITE, row, column, String.valueOf(reason), "");
  }

  /** What finds the document of the same key; null stands for a field that is missing. */
  BsonDocument match(BsonDocument document) {
    BsonDocument match = new BsonDocument();
    for (FieldPath path : key) {
      BsonValue value = path.in(document);
      match.put(path.name(), value == null ? BsonNull.VALUE : value);
    }
    return match;
  }

  static BsonValue valueOf(FieldPath path, BsonDocument document) {
    BsonValue value = path.in(document);
    if (value == null) {
      throw new IllegalStateException("a document lacks " + path.name());
    }
    return value;
  }
}
