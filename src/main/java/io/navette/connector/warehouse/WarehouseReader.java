package io.navette.connector.warehouse;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.jdbc.Keyset;
import io.navette.connector.jdbc.Pass;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a relation. Without a cursor rows come in any order, since sorting a warehouse's
 * table costs more than reading it again; such a pass is not resumed half-way.
 */
final class WarehouseReader implements RowReader {
  private final Warehouse warehouse;
  private final ReadRequest request;
  private final Relation relation;
  private final Pass pass;
  private final List<String> order;
  private final Pages pages;
  private Iterator<@Nullable String[]> page = List.<@Nullable String[]>of().iterator();
  private @Nullable String @Nullable [] seen;
  private boolean ended;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the reader
  WarehouseReader(Warehouse warehouse, ReadRequest request) {
    this.warehouse = warehouse;
    this.request = request;
    this.relation = warehouse.relation(request.stream(), request.options());
    Summary summary = new Summary(warehouse, relation, request.where());
    this.pass = Pass.begin(request, column -> summary.highest(request.stream(), column));
    Keyset keyset = pass.keyset(new Terms(warehouse.dialect(), relation));
    boolean sorted = !request.cursor().isEmpty();
    this.order = sorted ? keyset.columns() : List.of();
    boolean whole = !sorted && keyset.condition().isEmpty() && request.limit() == 0;
    this.pages =
        whole && relation.stored()
            ? warehouse.all(relation, request.schema().names())
            : warehouse.read(select(warehouse, request, relation, keyset));
  }

  /** The query of a pass. */
  static String select(Warehouse warehouse, ReadRequest request, Relation relation, Keyset keyset) {
    return "SELECT "
        + request.schema().names().stream()
            .map(name -> relation.printed(warehouse.dialect(), name))
            .collect(joining(", "))
        + " FROM "
        + relation.sql()
        + keyset.whereClause()
        + (request.cursor().isEmpty() ? "" : keyset.orderClause())
        + (request.limit() > 0 ? " LIMIT " + request.limit() : "");
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    RowBatch batch = new RowBatch(request.schema());
    while (!batch.isFull() && !ended) {
      if (page.hasNext()) {
        append(batch, page.next());
      } else {
        turn();
      }
    }
    if (ended) {
      pass.end(position()).ifPresent(batch::bookmark);
    } else if (!order.isEmpty()) {
      batch.bookmark(pass.within(position()));
    }
    return Optional.of(batch);
  }

  private void turn() {
    Optional<List<@Nullable String[]>> turned = pages.next();
    ended = turned.isEmpty();
    turned.ifPresent(rows -> page = rows.iterator());
  }

  private void append(RowBatch batch, @Nullable String[] row) {
    for (int i = 0; i < request.schema().size(); i++) {
      Column column = request.schema().column(i);
      try {
        append(batch.cells(i), column.name(), row[i]);
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        batch.reject(rejection(row, column, e));
        seen = order.contains(column.name()) ? seen : row;
        return;
      }
    }
    batch.endRow();
    seen = row;
  }

  private void append(Cells into, String column, @Nullable String printed) {
    if (printed == null) {
      into.appendNull();
    } else {
      warehouse.dialect().append(into, Terms.nativeType(relation.column(column)), printed);
    }
  }

  private Rejection rejection(@Nullable String[] row, Column column, CellText.Misfit misfit) {
    return new Rejection(
        Rejection.Stage.READ,
        PrintedRow.json(request.schema().names(), row),
        Optional.of(column.name()),
        String.valueOf(misfit.getMessage()),
        "");
  }

  /** The last row's values of the columns rows are ordered by; empty for no row. */
  private List<String> position() {
    @Nullable String @Nullable [] row = seen;
    return row == null ? List.of() : order.stream().map(name -> canonical(name, row)).toList();
  }

  private String canonical(String name, @Nullable String[] row) {
    Cells cell = new Cells(pass.type(name));
    append(cell, name, row[request.schema().position(name)]);
    return cell.isNull(0) ? "" : CellText.format(cell, 0);
  }

  @Override
  public void close() {
    pages.close();
  }
}
