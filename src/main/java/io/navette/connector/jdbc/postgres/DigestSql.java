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

  /** {@code $v} is the column, {@code $s} its seed, {@code $-} the seed's complement. */
  private String cell(int position) {
    String column = request.columns().column(position).name();
    long seed = CellHash.seed(position);
    // The name comes last: it may hold anything.
    return template(request.columns().column(position))
        .replace("$s", literal(seed))
        .replace("$-", literal(~seed))
        .replace("$none", literal(CellHash.none(position)))
        .replace("$yes", literal(CellHash.yes(position)))
        .replace("$no", literal(CellHash.no(position)))
        .replace("$odd", literal(CellHash.negativeZero(position)))
        .replace("$v", Sql.quoted(column));
  }

  private String template(Column column) {
    return column.type().kind() == Kind.BOOLEAN
        ? "CASE WHEN $v THEN $yes WHEN NOT $v THEN $no ELSE $none END"
        : "coalesce(" + value(column) + ", $none)";
  }

  /** Null for NULL. */
  private String value(Column column) {
    return switch (column.type().kind()) {
      case BOOLEAN -> throw new IllegalStateException("has no hash of its own");
      case INTEGER -> integer(relation.wire(column.name()));
      case DECIMAL -> decimal(relation.type(column.name()));
      case DOUBLE ->
          "CASE WHEN $v = 0 AND $v::text = '-0' THEN $odd ELSE hashfloat8extended("
              + (relation.wire(column.name()) == Wire.FLOAT4 ? "$v::text::float8" : "$v")
              + ", $s) END";
      case BYTES -> "CASE WHEN $v IS NOT NULL THEN hash_array_extended(ARRAY[$v], $s) END";
      case DATE ->
          "CASE WHEN isfinite($v) THEN hashint4extended($v - DATE '2000-01-01', $s)"
              + " ELSE hashtextextended($v::text, $s) END";
      case TIME -> "time_hash_extended($v, $s)";
      case DATETIME -> "timestamp_hash_extended($v, $s)";
      // Moves nothing, and is the cheapest way from one type to the other.
      case INSTANT -> "timestamp_hash_extended($v AT TIME ZONE INTERVAL '0', $s)";
      case UUID -> "uuid_hash_extended($v, $s)";
      case TEXT, JSON -> "hashtextextended(" + text(column.name()) + " COLLATE \"C\", $s)";
    };
  }

  /** The server folds 64 bits to 32: what would be lost goes into the seed. */
  private static String integer(Wire wire) {
    return wire == Wire.INT8
        ? "hashint8extended($v, $s # ($v >> 32))"
        : "hashint4extended($v, CASE WHEN $v < 0 THEN $- ELSE $s END)";
  }

  /** The server hashes no sign, and NaN like the infinities. */
  private static String decimal(String type) {
    String infinity =
        type.equals("numeric") ? "WHEN $v > 1e131071 AND $v::text = 'Infinity' THEN $odd " : "";
    return "CASE WHEN $v < 0 THEN hash_numeric_extended($v, $-) "
        + infinity
        + "ELSE hash_numeric_extended($v, $s) END";
  }

  /** {@code character} would lose the blanks it is padded with. */
  private String text(String column) {
    return switch (PostgresTypes.base(relation.type(column))) {
      case "text", "character varying" -> "$v";
      case "character" -> "CASE WHEN $v IS NOT NULL THEN concat($v) END";
      case "json" -> request.normalJson().contains(column) ? "$v::jsonb::text" : "$v::text";
      default -> "$v::text";
    };
  }

  private static String literal(long value) {
    return value < 0 ? "(" + value + ")" : Long.toString(value);
  }
}
