package io.navette.connector.google.sheets;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps a pass's rows until the last chunk, and sends them then. */
final class TabWriter implements RowWriter, Staged {
  /** Of one cell; Google refuses a whole request for one that is longer. */
  private static final int LONGEST = 50_000;

  private final Delivery delivery;
  private final List<List<Object>> rows = new ArrayList<>();

  TabWriter(Delivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    List<Rejection> rejections = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      List<Object> values = new ArrayList<>(batch.schema().size());
      for (int column = 0; column < batch.schema().size(); column++) {
        values.add(SheetValue.of(batch.cells(column), row));
      }
      Optional<Rejection> refused = refused(batch, row, values);
      if (refused.isPresent()) {
        rejections.add(refused.get());
      } else {
        rows.add(values);
      }
    }
    return rejections;
  }

  private Optional<Rejection> refused(RowBatch batch, int row, List<Object> values) {
    for (int column = 0; column < values.size(); column++) {
      if (values.get(column) instanceof String text && text.length() > LONGEST) {
        String reason =
            text.length() + " characters are more than a cell of Sheets takes, " + LONGEST;
        return Optional.of(
            rejection(batch, row, Optional.of(batch.schema().column(column).name()), reason));
      }
    }
    return delivery
        .objection(values)
        .map(reason -> rejection(batch, row, Optional.empty(), reason));
  }

  private static Rejection rejection(
      RowBatch batch, int row, Optional<String> column, String reason) {
    return new Rejection(Rejection.Stage.WRITE, RowJson.write(batch, row), column, reason, "");
  }

  @Override
  public Committed commit(Chunk chunk) {
    if (!chunk.last()) {
      return Committed.of(Changes.NONE);
    }
    Changes changes = delivery.changes(rows);
    delivery.send(rows);
    rows.clear();
    return Committed.of(changes);
  }

  @Override
  public Changes pending() {
    return delivery.changes(rows);
  }

  @Override
  public long targetRows() {
    return delivery.targetRows();
  }

  @Override
  public void discard() {
    rows.clear();
  }

  @Override
  public void close() {
    rows.clear();
  }
}
