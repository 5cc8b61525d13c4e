package io.navette.connector.warehouse;

import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.jdbc.TableName;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a warehouse. Entries are only added, the newest counts: rows that are changed would
 * make the transactions of streams written at once stand in each other's way. Where a chunk's rows
 * and its entry can't be one transaction, an entry before it says what is about to happen.
 */
final class Ledger {
  /** What the warehouse says when a later run holds the stream. */
  static final String OVERTAKEN = "navette: a later run has taken over";

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("job", ColumnType.TEXT).required(),
          Column.of("stream", ColumnType.TEXT).required(),
          Column.of("run", ColumnType.TEXT).required(),
          Column.of("fence", ColumnType.INTEGER).required(),
          Column.of("sequence", ColumnType.INTEGER).required(),
          Column.of("row_count", ColumnType.INTEGER).required(),
          Column.of("bookmark", ColumnType.TEXT),
          Column.of("last_chunk", ColumnType.INTEGER).required(),
          Column.of("before_rows", ColumnType.INTEGER),
          Column.of("added_rows", ColumnType.INTEGER),
          Column.of("written_at", ColumnType.INSTANT).required());

  private final Warehouse warehouse;
  private final TableName name = new TableName(Optional.empty(), LedgerTable.NAME);
  private boolean there;

  Ledger(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * One entry.
   *
   * @param intent present where nobody noted yet that the chunk's rows are in the target
   */
  record Entry(Chunk chunk, Optional<Intent> intent) {}

  /** The target's rows before a chunk was added, and how many it would add. */
  record Intent(long before, long added) {}

  /** Creates the table where it is missing; two runs may want that at once. */
  synchronized void prepare() {
    if (exists()) {
      return;
    }
    try {
      warehouse.create(name, COLUMNS.stream().map(warehouse.dialect()::stored).toList(), List.of());
    } catch (Failure.Data | Failure.Configuration e) {
      if (warehouse.table(name).isEmpty()) {
        throw e;
      }
    }
    there = true;
  }

  private synchronized boolean exists() {
    there = there || warehouse.table(name).isPresent();
    return there;
  }

  /** The stream's entries, the newest first. */
  List<Entry> find(WriteRequest request) {
    if (!exists()) {
      return List.of();
    }
    String sql =
        "SELECT run, fence, sequence, row_count, bookmark, last_chunk, before_rows, added_rows FROM"
            + " "
            + table()
            + " WHERE "
            + mine(request)
            + " ORDER BY fence DESC, written_at DESC";
    List<Entry> entries = new ArrayList<>();
    try (Pages pages = warehouse.query(sql)) {
      for (var page = pages.next(); page.isPresent(); page = pages.next()) {
        page.get().stream().map(Ledger::entry).forEach(entries::add);
      }
    }
    return entries;
  }

  private static Entry entry(@Nullable String[] row) {
    Chunk chunk =
        new Chunk(
            String.valueOf(row[0]),
            number(row[1]),
            number(row[2]),
            number(row[3]),
            Optional.ofNullable(row[4]).map(Bookmark::new),
            number(row[5]) == 1);
    return new Entry(
        chunk,
        Optional.ofNullable(row[6]).map(before -> new Intent(number(before), number(row[7]))));
  }

  private static long number(@Nullable String text) {
    return Long.parseLong(String.valueOf(text));
  }

  /** Fails when a later run holds the stream. */
  void requireOurs(WriteRequest request, Chunk chunk) {
    if (Summary.number(warehouse, "SELECT COUNT(*) FROM " + table() + later(request, chunk)) > 0) {
      throw LedgerKeeping.overtaken(request, chunk);
    }
  }

  /** What adds an entry, and refuses to where a later run holds the stream, if that can be said. */
  List<String> statements(WriteRequest request, Entry entry) {
    List<String> statements = new ArrayList<>();
    warehouse
        .dialect()
        .assertion(
            "(SELECT COUNT(*) FROM " + table() + later(request, entry.chunk()) + ") = 0", OVERTAKEN)
        .ifPresent(statements::add);
    Chunk chunk = entry.chunk();
    statements.add(
        "INSERT INTO "
            + table()
            + " (job, stream, run, fence, sequence, row_count, bookmark, last_chunk, before_rows,"
            + " added_rows, written_at) VALUES ("
            + String.join(
                ", ",
                text(request.job()),
                text(request.stream()),
                text(chunk.run()),
                Long.toString(chunk.fence()),
                Long.toString(chunk.sequence()),
                Long.toString(chunk.rows()),
                chunk.bookmark().map(Bookmark::json).map(this::text).orElse("NULL"),
                chunk.last() ? "1" : "0",
                entry.intent().map(intent -> Long.toString(intent.before())).orElse("NULL"),
                entry.intent().map(intent -> Long.toString(intent.added())).orElse("NULL"),
                "CURRENT_TIMESTAMP()")
            + ")");
    return statements;
  }

  /** Adds an entry; fails where a later run holds the stream. */
  void note(WriteRequest request, Entry entry) {
    warehouse
        .run(statements(request, entry))
        .refused()
        .ifPresent(
            reason -> {
              throw reason.contains(OVERTAKEN)
                  ? LedgerKeeping.overtaken(request, entry.chunk())
                  : new Failure.Remote(
                      "stream " + request.stream() + ": the ledger took no entry: " + reason,
                      "look at the table " + LedgerTable.NAME);
            });
  }

  /** Removes all entries of a stream but the newest. */
  void trim(WriteRequest request) {
    delete(
        mine(request)
            + " AND written_at < (SELECT MAX(written_at) FROM "
            + table()
            + " WHERE "
            + mine(request)
            + ")");
  }

  /** Removes all entries of a stream. */
  void forget(WriteRequest request) {
    delete(mine(request));
  }

  private void delete(String condition) {
    warehouse
        .run(List.of("DELETE FROM " + table() + " WHERE " + condition))
        .require(LedgerTable.NAME);
  }

  private String later(WriteRequest request, Chunk chunk) {
    return " WHERE " + mine(request) + " AND fence > " + chunk.fence();
  }

  private String mine(WriteRequest request) {
    return "job = " + text(request.job()) + " AND stream = " + text(request.stream());
  }

  private String table() {
    return warehouse.sql(name);
  }

  private String text(String value) {
    return warehouse.dialect().text(value);
  }
}
