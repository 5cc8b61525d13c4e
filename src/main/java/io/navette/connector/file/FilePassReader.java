package io.navette.connector.file;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.util.Optional;

/** Delivers the new rows of one file in batches. */
final class FilePassReader implements RowReader {
  /** A call returns after so many records even without a row, so that a run can be stopped. */
  private static final int RECORDS = 1 << 16;

  private final ReadRequest request;
  private final Pass pass;
  private final Records records;
  private RowBatch filled;
  private long delivered;
  private boolean ended;

  FilePassReader(ReadRequest request, Pass pass, Records records) {
    this.request = request;
    this.pass = pass;
    this.records = records;
    this.filled = new RowBatch(request.schema());
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
    RowBatch batch = filled.another();
    filled = batch;
    boolean complete = false;
    for (int i = 0; i < RECORDS && !ended && !isFull(batch); i++) {
      complete = !read(batch);
      ended = complete || isLimitReached(batch);
    }
    delivered += batch.size();
    Optional.of(pass.reached()).filter(bookmark -> !ended).ifPresent(batch::bookmark);
    if (complete) {
      pass.completed().ifPresent(batch::bookmark);
    }
    boolean empty = batch.size() == 0 && batch.rejections().isEmpty();
    return ended && empty && batch.bookmark().isEmpty() ? Optional.empty() : Optional.of(batch);
  }

  private static boolean isFull(RowBatch batch) {
    return batch.isFull() || batch.rejections().size() >= RowBatch.ROWS;
  }

  private boolean isLimitReached(RowBatch batch) {
    return request.limit() > 0 && delivered + batch.size() >= request.limit();
  }

  /** One record; false when there is none. */
  private boolean read(RowBatch batch) {
    int rejections = batch.rejections().size();
    Records.Step step = records.next(batch);
    boolean ahead = step != Records.Step.END && pass.isAhead();
    switch (step) {
      case ROW -> take(batch, ahead);
      case REJECTED -> {
        if (!ahead) {
          batch.rejections().subList(rejections, batch.rejections().size()).clear();
        }
      }
      case END -> {
        return false;
      }
    }
    return true;
  }

  private void take(RowBatch batch, boolean ahead) {
    int row = batch.size();
    Optional<String> missing = pass.missingCursor(batch, row);
    if (missing.isPresent()) {
      if (ahead) {
        batch.reject(withoutCursor(batch, row, missing.get()));
      }
      batch.abandonRow();
    } else if (pass.wants(batch, row) && ahead) {
      batch.endRow();
    } else {
      batch.abandonRow();
    }
  }

  private Rejection withoutCursor(RowBatch batch, int row, String column) {
    return new Rejection(
        Rejection.Stage.READ,
        RowJson.write(batch, row),
        Optional.of(column),
        "the cursor column is empty, so it can't be told whether the row is new",
        records.position());
  }

  @Override
  public void close() {
    records.close();
  }
}
