package io.navette.connector.jdbc.postgres;

import static java.util.stream.Collectors.joining;

import io.navette.connector.DigestRequest;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellHash;
import io.navette.row.Column;
import io.navette.row.ColumnType.Kind;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@link io.navette.row.RowHash} in SQL. The {@code hash...extended} functions exist since
 * PostgreSQL 11, are those of hash partitioning and immutable; calling one per column costs less
 * than half of what hashing the row's text does.
 */
record DigestSql(Relation relation, DigestRequest request) {

  /** Whether every column is hashed here as it is elsewhere: it has the type it is compared as. */
  boolean possible() {
    return request.columns().columns().stream().allMatch(this::isOwnKind);
  }

  private boolean isOwnKind(Column column) {
    return relation.schema().find(column.name()).isPresent()
        && relation.schema().column(relation.schema().position(column.name())).type().kind()
            == column.type().kind();
  }

  /** The hash of all cells. */
  String row() {
    return mixed(IntStream.range(0, request.columns().size()));
  }

  /** The hash of the key's cells. */
  String key() {
    return mixed(request.key().stream().mapToInt(request.columns()::position));
  }

  /** The bucket of the key's hash, counted from 0. */
  String bucket(int buckets) {
    return "(" + key() + " & " + (buckets - 1) + ")::integer";
  }

  /** FROM and WHERE. */
  String from(Optional<String> condition) {
    String conditions =
        Stream.concat(request.where().map(where -> "(" + where + ")").stream(), condition.stream())
            .collect(joining(" AND "));
    return " FROM " + relation.name().sql() + (conditions.isEmpty() ? "" : " WHERE " + conditions);
  }

  private String mixed(IntStream columns) {
    String joined = columns.mapToObj(this::cell).collect(joining(" # "));
    return "hashtextextended('', " + (joined.isEmpty() ? "0" : joined) + ")";
  }

  private String cell(int position) {
    Column column = request.columns().column(position);
    String none = literal(CellHash.none(position));
    if (column.type().kind() == Kind.BOOLEAN) {
      String name = Sql.quoted(column.name());
      return "CASE WHEN %s THEN %s WHEN NOT %s THEN %s ELSE %s END"
          .formatted(
              name, literal(CellHash.yes(position)), name, literal(CellHash.no(position)), none);
    }
    return "coalesce(" + value(column, position) + ", " + none + ")";
  }

  private String value(Column column, int position) {
    String name = Sql.quoted(column.name());
    long seed = CellHash.seed(position);
    String with = ", " + literal(seed) + ")";
    return switch (column.type().kind()) {
      case INTEGER -> integer(name, relation.wire(column.name()), seed);
      case DECIMAL -> decimal(column.name(), name, seed, position);
      case DOUBLE -> number(column.name(), name, seed, position);
      case BYTES ->
          "CASE WHEN "
              + name
              + " IS NOT NULL THEN hash_array_extended(ARRAY["
              + name
              + "]"
              + with
              + " END";
      case DATE ->
          "CASE WHEN isfinite("
              + name
              + ") THEN hashint4extended("
              + name
              + " - DATE '2000-01-01'"
              + with
              + " ELSE hashtextextended("
              + name
              + "::text"
              + with
              + " END";
      case TIME -> "time_hash_extended(" + name + with;
      case DATETIME -> "timestamp_hash_extended(" + name + with;
      // Moves nothing, and is the cheapest way from one type to the other.
      case INSTANT -> "timestamp_hash_extended(" + name + " AT TIME ZONE INTERVAL '0'" + with;
      case UUID -> "uuid_hash_extended(" + name + with;
      case TEXT, JSON -> "hashtextextended(" + text(column.name(), name) + " COLLATE \"C\"" + with;
      case BOOLEAN -> throw new IllegalStateException("has no hash of its own");
    };
  }

  /** The server folds 64 bits to 32: what would be lost goes into the seed. */
  private static String integer(String name, Wire wire, long seed) {
    return wire == Wire.INT8
        ? "hashint8extended(" + name + ", " + literal(seed) + " # (" + name + " >> 32))"
        : "hashint4extended("
            + name
            + ", CASE WHEN "
            + name
            + " < 0 THEN "
            + literal(~seed)
            + " ELSE "
            + literal(seed)
            + " END)";
  }

  private String decimal(String column, String name, long seed, int position) {
    String infinity =
        relation.type(column).equals("numeric")
            ? " WHEN "
                + name
                + " > 1e131071 AND "
                + name
                + "::text = 'Infinity' THEN "
                + literal(CellHash.negativeZero(position))
            : "";
    return "CASE WHEN "
        + name
        + " < 0 THEN hash_numeric_extended("
        + name
        + ", "
        + literal(~seed)
        + ")"
        + infinity
        + " ELSE hash_numeric_extended("
        + name
        + ", "
        + literal(seed)
        + ") END";
  }

  private String number(String column, String name, long seed, int position) {
    String value = relation.wire(column) == Wire.FLOAT4 ? name + "::text::double precision" : name;
    return "CASE WHEN "
        + name
        + " = 0 AND "
        + name
        + "::text = '-0' THEN "
        + literal(CellHash.negativeZero(position))
        + " ELSE hashfloat8extended("
        + value
        + ", "
        + literal(seed)
        + ") END";
  }

  /** {@code character} would lose the blanks it is padded with. */
  private String text(String column, String name) {
    return switch (PostgresTypes.base(relation.type(column))) {
      case "text", "character varying" -> name;
      case "character" -> "CASE WHEN " + name + " IS NOT NULL THEN concat(" + name + ") END";
      case "json" ->
          request.normalJson().contains(column) ? name + "::jsonb::text" : name + "::text";
      default -> name + "::text";
    };
  }

  private static String literal(long value) {
    return value < 0 ? "(" + value + ")" : Long.toString(value);
  }
}
