package io.navette.connector.mongodb;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A stream's columns: declared, or learnt from a sample.
 *
 * @param sampled documents they were learnt from; 0 where they are declared
 */
record Columns(Schema schema, int sampled) {
  /** When a row changed, as far as the change stream tells. */
  static final String CHANGED_AT = "_changed_at";

  /** Whether a row was deleted. */
  static final String DELETED = "_deleted";

  private static final String FAMILY = "mongodb";

  /** The origin of texts that are an ObjectId in every document that was seen. */
  static final Column.Origin OBJECT_ID = new Column.Origin(FAMILY, "objectId");

  /** Reads a sample where the options declare nothing. Blocks. */
  static Columns of(Server server, String stream, Settings options) {
    Map<String, String> fields = options.map(MongoSettings.FIELDS);
    boolean changes = options.flag(MongoSettings.CHANGE_STREAM);
    if (!fields.isEmpty()) {
      return new Columns(new Schema(with(declared(server.place(stream), fields), changes)), 0);
    }
    int wanted = options.integer(MongoSettings.SAMPLE).orElse(1000L).intValue();
    Sample sample = Sample.of(server, stream, wanted);
    return new Columns(new Schema(with(sample.columns(), changes)), sample.documents());
  }

  private static List<Column> declared(String place, Map<String, String> fields) {
    List<Column> columns = new ArrayList<>();
    if (!fields.containsKey(FieldPath.ID)) {
      columns.add(id());
    }
    fields.forEach(
        (path, type) -> {
          Column column = Column.of(path, type(place, path, type));
          columns.add(path.equals(FieldPath.ID) ? column.required() : column);
        });
    return columns;
  }

  /** Every document has one, of whatever type; as text they all have a place. */
  static Column id() {
    return Column.of(FieldPath.ID, ColumnType.TEXT).required();
  }

  private static List<Column> with(List<Column> columns, boolean changes) {
    List<Column> all = new ArrayList<>(columns);
    if (changes) {
      all.add(Column.of(CHANGED_AT, ColumnType.INSTANT));
      all.add(Column.of(DELETED, ColumnType.BOOLEAN));
    }
    return all;
  }

  private static ColumnType type(String place, String path, String text) {
    try {
      return ColumnType.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Failure.Configuration(
          place + ": fields." + path + ": " + e.getMessage(),
          "a type such as text, integer, decimal(12,2), instant, json");
    }
  }

  /** Columns that tell of changes first, then other moments, then the key. */
  List<String> cursorCandidates() {
    List<String> candidates =
        new ArrayList<>(
            schema.columns().stream()
                .filter(column -> column.type().kind() == ColumnType.Kind.INSTANT)
                .sorted(Comparator.comparingInt(Columns::rank))
                .map(Column::name)
                .toList());
    schema
        .columns()
        .get(schema.position(FieldPath.ID))
        .origin()
        .filter(OBJECT_ID::equals)
        .ifPresent(grows -> candidates.add(FieldPath.ID));
    return candidates;
  }

  private static int rank(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    return name.contains("modif") || name.contains("updat") || name.contains("chang") ? 0 : 1;
  }

  /** Whether a column's texts were ObjectIds where it was read. */
  static boolean isObjectId(Column column) {
    return column.origin().equals(Optional.of(OBJECT_ID));
  }
}
