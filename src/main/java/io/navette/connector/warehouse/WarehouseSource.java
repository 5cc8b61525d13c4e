package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Digesting;
import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.jdbc.CursorCandidates;
import io.navette.connector.jdbc.LedgerTable;
import java.util.List;
import java.util.Optional;

/** Reads a warehouse's tables, views and queries. Closes the warehouse. */
public class WarehouseSource implements Source, Filtering, Digesting {
  private final Warehouse warehouse;

  /** Asks nothing yet. */
  public WarehouseSource(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public List<String> streamNames() {
    return warehouse.tables().stream().filter(name -> !isOwn(name)).toList();
  }

  private static boolean isOwn(String name) {
    String table = name.substring(name.lastIndexOf('.') + 1);
    return table.equals(LedgerTable.NAME) || table.startsWith(Staging.PREFIX);
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    Relation relation = warehouse.relation(stream, options);
    return new StreamInfo(
        stream,
        relation.schema(),
        relation.key(),
        CursorCandidates.of(relation.schema(), relation.key()),
        relation.rows());
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    return new WarehouseReader(warehouse, request);
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    return new Summary(warehouse, warehouse.relation(stream, options), where).rows();
  }

  @Override
  public List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    return new Summary(warehouse, warehouse.relation(stream, options), where).bounds(columns);
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
