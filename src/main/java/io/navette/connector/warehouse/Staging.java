package io.navette.connector.warehouse;

import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.TableName;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A table beside the target that holds rows on their way, each with a number that says in which
 * order they came.
 *
 * @param target where its rows are going
 * @param columns the row's number first
 */
record Staging(Warehouse warehouse, Relation target, TableName name, List<Column> columns) {
  /** What the names of all such tables begin with. */
  static final String PREFIX = "navette_stage_";

  Staging {
    columns = List.copyOf(columns);
  }

  /** Rows of one chunk; named by chance, since a run that was overtaken may still write. */
  static Staging chunk(Warehouse warehouse, Relation target, WriteRequest request) {
    String chance = UUID.randomUUID().toString().substring(0, 8);
    return of(warehouse, target, request, "_" + chance);
  }

  /** Rows of a whole pass, found again by the run that resumes it. */
  static Staging persistent(Warehouse warehouse, Relation target, WriteRequest request) {
    return of(warehouse, target, request, "");
  }

  /** What the names of all tables begin with that held chunks of this stream. */
  static TableName beginning(WriteRequest request) {
    return new TableName(TableName.parse(request.target()).schema(), stream(request) + "_");
  }

  private static String stream(WriteRequest request) {
    CRC32 hash = new CRC32();
    String preview = request.preview() ? "\0preview" : "";
    hash.update(
        (request.job() + "\0" + request.stream() + preview).getBytes(StandardCharsets.UTF_8));
    return PREFIX + Long.toHexString(hash.getValue());
  }

  private static Staging of(
      Warehouse warehouse, Relation target, WriteRequest request, String suffix) {
    TableName beside = TableName.parse(request.target());
    TableName name = new TableName(beside.schema(), stream(request) + suffix);
    Dialect dialect = warehouse.dialect();
    List<Column> columns = new ArrayList<>();
    columns.add(
        dialect.stored(
            new Column(Warehouse.ROW, ColumnType.INTEGER, false, Optional.<Origin>empty())));
    request.schema().names().stream()
        .map(target::column)
        .map(dialect::staged)
        .forEach(columns::add);
    return new Staging(warehouse, target, name, columns);
  }

  String sql() {
    return warehouse.sql(name);
  }

  /** Beside it, for rows that are tried. */
  TableName trial() {
    return new TableName(name.schema(), name.table() + "_trial");
  }

  void create() {
    warehouse.createStaging(name, columns, target);
  }

  /** Its rows are committed or given up: that a table is left is no reason to fail. */
  void drop() {
    try {
      warehouse.drop(name);
    } catch (Failure.Remote | Failure.Quota e) {
      // It vanishes by itself, or the stream's next run removes it.
      return;
    }
  }

  boolean exists() {
    return warehouse.table(name).isPresent();
  }

  /** How many of the first rows are there. */
  long rows(long first) {
    return Summary.number(
        warehouse, "SELECT COUNT(*) FROM " + sql() + " WHERE " + row() + " <= " + first);
  }

  /** Removes rows that were loaded after the last chunk known to be committed. */
  void cut(long first) {
    warehouse
        .run(List.of("DELETE FROM " + sql() + " WHERE " + row() + " > " + first))
        .require(sql());
  }

  private String row() {
    return warehouse.dialect().quoted(Warehouse.ROW);
  }
}
