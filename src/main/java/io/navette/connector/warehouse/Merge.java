package io.navette.connector.warehouse;

import static java.util.stream.Collectors.joining;

import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that carry staged rows into the target, and the counts of what they would do. */
final class Merge {
  private final Warehouse warehouse;
  private final Dialect dialect;
  private final WriteRequest request;
  private final Relation target;
  private final Staging staging;
  private final List<String> values;

  Merge(Warehouse warehouse, WriteRequest request, Relation target, Staging staging) {
    this.warehouse = warehouse;
    this.dialect = warehouse.dialect();
    this.request = request;
    this.target = target;
    this.staging = staging;
    this.values =
        request.schema().names().stream().filter(name -> !request.key().contains(name)).toList();
  }

  /** Which staged rows are meant, by their numbers: from the first to before the end. */
  record Range(long first, long end) {
    static final Range ALL = new Range(1, Long.MAX_VALUE);

    boolean single() {
      return end - first == 1;
    }

    /** None where it has no row; one of them may be empty. */
    List<Range> halves() {
      long middle = first + (end - first) / 2;
      return first >= end ? List.of() : List.of(new Range(first, middle), new Range(middle, end));
    }
  }

  /**
   * What makes the target hold the rows, in order.
   *
   * @param bad the numbers of rows that stay behind
   */
  List<String> statements(Range range, Set<Long> bad) {
    String rows = rows(range, bad);
    return switch (request.mode()) {
      case APPEND -> List.of(insert(rows));
      case REPLACE -> dialect.replace(target.sql(), columns(request.schema().names()), rows);
      case INSERT -> List.of(merge(rows, false, true));
      case UPDATE -> values.isEmpty() ? List.of() : List.of(merge(rows, true, false));
      case UPSERT -> List.of(merge(rows, true, true));
      case MIRROR -> {
        List<String> both = new ArrayList<>(List.of(merge(rows, true, true)));
        if (range.equals(Range.ALL)) {
          both.add("DELETE FROM " + target.sql() + " AS t WHERE " + vanished());
        }
        yield both;
      }
    };
  }

  private String insert(String rows) {
    return "INSERT INTO " + target.sql() + " (" + columns(request.schema().names()) + ") " + rows;
  }

  private String merge(String rows, boolean update, boolean create) {
    StringBuilder sql =
        new StringBuilder("MERGE INTO ")
            .append(target.sql())
            .append(" AS t USING (")
            .append(rows)
            .append(") AS s ON ")
            .append(sameKey());
    if (update && !values.isEmpty()) {
      sql.append(" WHEN MATCHED AND (").append(differs()).append(") THEN UPDATE SET ");
      sql.append(
          joined(values, ", ", name -> dialect.quoted(name) + " = s." + dialect.quoted(name)));
    }
    if (create) {
      List<String> names = request.schema().names();
      sql.append(" WHEN NOT MATCHED THEN INSERT (").append(columns(names)).append(") VALUES (");
      sql.append(joined(names, ", ", name -> "s." + dialect.quoted(name))).append(")");
    }
    return sql.toString();
  }

  /** The staged rows of a range: one per key, the last, or where none is changed the first. */
  private String rows(Range range, Set<Long> bad) {
    String row = dialect.quoted(Warehouse.ROW);
    List<String> conditions = new ArrayList<>();
    if (!range.equals(Range.ALL)) {
      conditions.add(row + " >= " + range.first() + " AND " + row + " < " + range.end());
    }
    if (!bad.isEmpty()) {
      conditions.add(
          row
              + " NOT IN ("
              + bad.stream().sorted().map(String::valueOf).collect(joining(", "))
              + ")");
    }
    return "SELECT "
        + columns(request.schema().names())
        + " FROM "
        + latest()
        + " AS l"
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  private String latest() {
    if (request.key().isEmpty() || request.mode() == WriteMode.APPEND) {
      return staging.sql();
    }
    String row = dialect.quoted(Warehouse.ROW);
    String order = request.mode() == WriteMode.INSERT ? "" : " DESC";
    return "(SELECT "
        + columns(request.schema().names())
        + ", "
        + row
        + " FROM "
        + staging.sql()
        + " WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY "
        + columns(request.key())
        + " ORDER BY "
        + row
        + order
        + ") = 1)";
  }

  /** Staged rows, one per key. */
  long staged() {
    return Summary.number(warehouse, "SELECT COUNT(*) FROM " + latest() + " AS l");
  }

  /** What all staged rows would do now; one query. */
  Changes pending() {
    if (request.mode() == WriteMode.APPEND) {
      return Changes.created(staged());
    }
    String s = latest() + " AS s";
    String t = target.sql() + " AS t";
    boolean keyed = !request.key().isEmpty();
    String pairs = "SELECT COUNT(*) FROM " + s + " JOIN " + t + " ON " + sameKey();
    long[] counts =
        numbers(
            "SELECT COUNT(*) FROM " + s,
            "SELECT COUNT(*) FROM " + t,
            keyed ? pairs : "0",
            keyed && !values.isEmpty() ? pairs + " WHERE " + differs() : "0",
            keyed ? "SELECT COUNT(*) FROM " + t + " WHERE " + vanished() : "0");
    return keyed ? keyed(counts) : keyless(counts[0], counts[1]);
  }

  private Changes keyed(long[] counts) {
    long created = counts[0] - counts[2];
    long same = counts[2] - counts[3];
    return switch (request.mode()) {
      case APPEND -> Changes.created(counts[0]);
      case INSERT -> new Changes(created, 0, counts[2], 0);
      case UPDATE -> new Changes(0, counts[3], same, 0);
      case UPSERT -> new Changes(created, counts[3], same, 0);
      case REPLACE, MIRROR -> new Changes(created, counts[3], same, counts[4]);
    };
  }

  private static Changes keyless(long staged, long held) {
    return new Changes(
        Math.max(0, staged - held), Math.min(staged, held), 0, Math.max(0, held - staged));
  }

  private long[] numbers(String... queries) {
    String sql = List.of(queries).stream().map(query -> "(" + query + ")").collect(joining(", "));
    @Nullable String[] row = Summary.first(warehouse, "SELECT " + sql);
    long[] numbers = new long[queries.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(String.valueOf(row[i]));
    }
    return numbers;
  }

  private String vanished() {
    return "NOT EXISTS (SELECT 1 FROM " + staging.sql() + " AS s WHERE " + sameKey() + ")";
  }

  private String sameKey() {
    return joined(
        request.key(),
        " AND ",
        name -> "t." + dialect.quoted(name) + " = s." + dialect.quoted(name));
  }

  /** Two nulls are the same, which {@code <>} does not know. */
  private String differs() {
    return joined(
        values, " OR ", name -> image("t", name) + " IS DISTINCT FROM " + image("s", name));
  }

  private String image(String alias, String name) {
    return dialect.comparable(
        alias + "." + dialect.quoted(name), Terms.nativeType(target.column(name)));
  }

  private String columns(Collection<String> names) {
    return joined(names, ", ", dialect::quoted);
  }

  private static String joined(
      Collection<String> names, String separator, Function<String, String> piece) {
    return names.stream().map(piece).collect(joining(separator));
  }
}
