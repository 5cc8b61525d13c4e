package io.navette.connector.rest.engine;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.failure.Failure;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Delivers a stream's records as rows. */
final class ManifestRows implements RowReader {
  private final ReadRequest request;
  private final Walk walk;
  private final RecordRows rows;
  private final Predicate<Map<String, @Nullable Object>> inRange;
  private @Nullable RecordPage page;
  private long pages;
  private long delivered;
  private boolean done;

  ManifestRows(ReadRequest request, Walk walk, Predicate<Map<String, @Nullable Object>> inRange) {
    this.request = request;
    this.walk = walk;
    this.rows = new RecordRows(request.schema());
    this.inRange = inRange;
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (done) {
      return Optional.empty();
    }
    RowBatch batch = new RowBatch(request.schema());
    if (page == null && !walk.ready()) {
      done = true;
      walk.failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
      if (!request.cursor().isEmpty()) {
        batch.bookmark(walk.end().bookmark());
      }
      return Optional.of(batch);
    }
    fill(batch);
    return Optional.of(batch);
  }

  private void fill(RowBatch batch) {
    try {
      take(batch);
    } catch (Failure failure) {
      RecordPage open = page;
      page = null;
      if (open != null) {
        open.close();
      }
      walk.skip(failure);
      walk.reached().ifPresent(progress -> batch.bookmark(progress.bookmark()));
    }
  }

  private void take(RowBatch batch) {
    RecordPage open = page;
    if (open == null) {
      pages++;
      open = walk.open();
      page = open;
    }
    while (!batch.isFull() && !limited()) {
      Optional<RecordPage.Found> found = open.next();
      if (found.isEmpty()) {
        page = null;
        try (RecordPage finished = open) {
          walk.finish(finished);
        }
        walk.reached().ifPresent(progress -> batch.bookmark(progress.bookmark()));
        return;
      }
      add(batch, found.get());
    }
    done = limited();
  }

  private boolean limited() {
    return request.limit() > 0 && delivered >= request.limit();
  }

  private void add(RowBatch batch, RecordPage.Found found) {
    Map<String, @Nullable Object> record = found.record();
    if (record == null) {
      RecordRows.refuse(batch, found.value(), "page " + pages);
      return;
    }
    boolean skipped = walk.observe(record);
    if (!skipped && inRange.test(record) && rows.add(batch, record, "page " + pages)) {
      delivered++;
    }
  }

  @Override
  public void close() {
    RecordPage open = page;
    if (open != null) {
      open.close();
    }
    walk.close();
  }
}
