package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.Digesting;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.TableName;
import io.navette.connector.warehouse.Ledger.Entry;
import io.navette.connector.warehouse.Ledger.Intent;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a warehouse's tables. Closes the warehouse. */
public final class WarehouseSink implements Sink, LedgerKeeping, TableKeeping, Digesting {
  private final Warehouse warehouse;
  private final Ledger ledger;

  /** Asks nothing yet. */
  public WarehouseSink(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.ledger = new Ledger(warehouse);
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    long resumed = 0;
    if (!request.preview()) {
      ledger.prepare();
      resumed = lastCommitted(request).filter(chunk -> !chunk.last()).map(Chunk::rows).orElse(0L);
      if (ledger.find(request).size() > 1) {
        ledger.trim(request);
      }
    }
    return new WarehouseWriter(warehouse, request, ledger, target(request), resumed);
  }

  private Relation target(WriteRequest request) {
    return warehouse.relation(request.target(), new Settings(request.target(), Map.of()));
  }

  @Override
  public Optional<Chunk> lastCommitted(WriteRequest request) {
    List<Entry> entries = ledger.find(request);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Entry newest = entries.get(0);
    if (newest.intent().isPresent()) {
      return settled(request, newest, newest.intent().get(), entries);
    }
    Chunk chunk = newest.chunk();
    return isStanding(request, chunk) ? Optional.of(chunk) : Optional.empty();
  }

  /** Finds out by the target's rows whether those of an announced chunk are in it. */
  private Optional<Chunk> settled(
      WriteRequest request, Entry announced, Intent intent, List<Entry> entries) {
    long rows = count(request.target(), Optional.empty(), request.options());
    if (rows == intent.before() + intent.added()) {
      ledger.note(request, new Entry(announced.chunk(), Optional.empty()));
      return Optional.of(announced.chunk());
    }
    if (rows == intent.before()) {
      return entries.stream()
          .filter(entry -> entry.intent().isEmpty())
          .map(Entry::chunk)
          .findFirst();
    }
    throw new Failure.Data(
        "job "
            + request.job()
            + ", stream "
            + request.stream()
            + ": a run was cut off while it added "
            + intent.added()
            + " rows to "
            + request.target()
            + ", which had "
            + intent.before()
            + " rows then and has "
            + rows
            + " now: others write to it too, so nobody can say whether they are in it",
        "look whether the last rows are there; then delete the newest entry of this stream from"
            + " navette_ledger if they are not, or set its before_rows to null if they are");
  }

  /** An unfinished replacement is only worth what its staging table still holds. */
  private boolean isStanding(WriteRequest request, Chunk chunk) {
    if (!request.mode().wholeStream() || chunk.last()) {
      return true;
    }
    Optional<Relation> target = warehouse.table(TableName.parse(request.target()));
    if (target.isEmpty()) {
      return false;
    }
    Staging staging = Staging.persistent(warehouse, target.get(), request);
    return staging.exists() && staging.rows(chunk.rows()) == chunk.rows();
  }

  @Override
  public boolean isEmpty(WriteRequest request) {
    return count(request.target(), Optional.empty(), request.options()) == 0;
  }

  @Override
  public Optional<Schema> schema(String target) {
    return warehouse.table(TableName.parse(target)).map(Relation::schema);
  }

  @Override
  public Column stored(Column column) {
    return warehouse.dialect().stored(column);
  }

  @Override
  public void create(String target, Schema schema, List<String> key) {
    List<Column> columns =
        schema.columns().stream()
            .map(column -> key.contains(column.name()) ? column.required() : column)
            .map(warehouse.dialect()::stored)
            .toList();
    warehouse.create(TableName.parse(target), columns, key);
  }

  @Override
  public void addColumns(String target, List<Column> columns) {
    warehouse.addColumns(
        TableName.parse(target), columns.stream().map(warehouse.dialect()::stored).toList());
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    return warehouse
        .table(TableName.parse(stream))
        .map(relation -> new Summary(warehouse, relation, where).rows())
        .orElse(0L);
  }

  @Override
  public List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    return warehouse
        .table(TableName.parse(stream))
        .map(relation -> new Summary(warehouse, relation, where).bounds(columns))
        .orElse(List.of());
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
