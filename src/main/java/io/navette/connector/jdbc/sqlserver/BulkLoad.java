package io.navette.connector.jdbc.sqlserver;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Gathers batches and sends them by bulk copy, many at a time: every operation asks the server for
 * the table's columns first. Used by one writer.
 */
final class BulkLoad {
  /** Bytes of batches to gather. */
  private static final long ENOUGH = 8L << 20;

  private final Connection connection;
  private final List<BulkColumn> columns;
  private final List<RowBatch> batches = new ArrayList<>();
  private long weight;
  private long gathered;

  BulkLoad(Connection connection, Server server, Relation target, WriteRequest request) {
    this.connection = connection;
    this.columns =
        request.schema().columns().stream().map(column -> column(server, target, column)).toList();
  }

  private static BulkColumn column(Server server, Relation target, io.navette.row.Column column) {
    Field field = target.field(column.name());
    BulkColumn bulk = BulkColumn.of(field);
    if (field.computed()) {
      throw refused(server, target, field, "is filled by the server");
    }
    if (!bulk.takes(column.type().kind())) {
      throw refused(server, target, field, "can't be written from " + column.type());
    }
    return bulk;
  }

  private static Failure refused(Server server, Relation target, Field field, String why) {
    return new Failure.Configuration(
        "connection "
            + server.connection()
            + ": "
            + target.name()
            + "."
            + field.name()
            + " ("
            + field.declared()
            + ") "
            + why,
        "convert it with columns:, or leave it out");
  }

  /** Gathers rows; those the server could not keep as they are come back. */
  List<Rejection> add(RowBatch batch) {
    BitSet refused = new BitSet();
    List<Rejection> rejections = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (int row = 0; row < batch.size(); row++) {
        Optional<String> misfit = columns.get(i).misfit(batch.cells(i), row);
        if (misfit.isPresent() && !refused.get(row)) {
          refused.set(row);
          rejections.add(
              new Rejection(
                  Rejection.Stage.WRITE,
                  RowJson.write(batch, row),
                  Optional.of(columns.get(i).name()),
                  misfit.get(),
                  ""));
        }
      }
    }
    RowBatch kept = batch.without(refused);
    if (kept.size() > 0) {
      batches.add(kept);
      weight += kept.weight();
      gathered += kept.size();
    }
    return rejections;
  }

  boolean isFull() {
    return weight >= ENOUGH;
  }

  /** Rows that wait to be sent. */
  long gathered() {
    return gathered;
  }

  /**
   * Sends what was gathered, which stays until {@link #clear}. In the connection's transaction.
   *
   * @param table for SQL
   * @param first the number of the first row where the table numbers them; -1 where not
   */
  void send(String table, long first) throws SQLException {
    if (batches.isEmpty()) {
      return;
    }
    SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
    options.setKeepNulls(true);
    options.setKeepIdentity(true);
    options.setCheckConstraints(true);
    options.setFireTriggers(true);
    options.setBulkCopyTimeout(0);
    try (SQLServerBulkCopy copy = new SQLServerBulkCopy(connection)) {
      copy.setBulkCopyOptions(options);
      copy.setDestinationTableName(table);
      int ordinal = 0;
      for (BulkColumn column : columns) {
        copy.addColumnMapping(++ordinal, column.name());
      }
      if (first >= 0) {
        copy.addColumnMapping(++ordinal, Staging.ROW);
      }
      copy.writeToServer(new BulkRows(columns, batches, first));
    }
  }

  void clear() {
    batches.clear();
    weight = 0;
    gathered = 0;
  }
}
