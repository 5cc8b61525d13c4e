package io.navette.connector.rest.engine;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.failure.Failure;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a stream's records as rows: short pages together, as many as come within a moment and
 * fit into a batch. What came is not kept waiting for a page that is slow.
 */
final class ManifestRows implements RowReader {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final ReadRequest request;
  private final Walk walk;
  private final RecordRows rows;
  private final Predicate<Map<String, @Nullable Object>> inRange;
  private final InstantSource clock;
  private Instant due = Instant.MIN;
  private Instant asked = Instant.MIN;

  /** The batch as it was before the open page. */
  private RowBatch.Mark begin = RowBatch.Mark.EMPTY;

  private @Nullable RecordPage page;
  private boolean inWindow;
  private @Nullable Failure late;
  private Optional<Progress> reached = Optional.empty();
  private boolean owed;
  private long pages;
  private long delivered;
  private boolean done;

  ManifestRows(
      ReadRequest request,
      Walk walk,
      Predicate<Map<String, @Nullable Object>> inRange,
      InstantSource clock) {
    this.request = request;
    this.walk = walk;
    this.rows = new RecordRows(request.schema());
    this.inRange = inRange;
    this.clock = clock;
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
    due = clock.instant().plus(PATIENCE);
    reached = Optional.empty();
    boolean goesOn = true;
    while (goesOn) {
      begin = batch.mark();
      goesOn = step(batch);
    }
    reached.ifPresent(progress -> batch.bookmark(progress.bookmark()));
    owed = reached.isEmpty();
    return Optional.of(batch);
  }

  /** Reads one page, or the rest of one; returns whether the batch takes another. */
  private boolean step(RowBatch batch) {
    try {
      Failure failure = late;
      late = null;
      if (failure != null) {
        throw failure;
      }
      return advance(batch);
    } catch (Failure failure) {
      closePage();
      // What came before the page that failed is whole, and delivered first.
      delivered -= batch.size() - begin.rows();
      batch.backTo(begin);
      if (!batch.isEmpty()) {
        late = failure;
      } else if (inWindow) {
        walk.skip(failure);
        reached = walk.reached();
      } else {
        throw failure;
      }
      return false;
    }
  }

  private boolean advance(RowBatch batch) {
    RecordPage open = page;
    if (open == null) {
      inWindow = false;
      if (!walk.ready()) {
        end(batch);
        return false;
      }
      inWindow = true;
      pages++;
      asked = clock.instant();
      open = walk.open();
      page = open;
    }
    while (!batch.isFull() && !limited()) {
      Optional<RecordPage.Found> found = open.next();
      if (found.isEmpty()) {
        finish(open);
        return takesAnother(batch);
      }
      add(batch, found.get());
    }
    done = limited();
    reached = Optional.empty();
    return false;
  }

  private void finish(RecordPage open) {
    page = null;
    try (open) {
      walk.finish(open);
    }
    reached = walk.reached();
  }

  /**
   * Whether a page like the last one still fits and comes in time, and need not wait for a bookmark
   * before it. The first page goes alone, as nothing is known of the next.
   */
  private boolean takesAnother(RowBatch batch) {
    RowBatch.Mark end = batch.mark();
    Instant now = clock.instant();
    return pages > 1
        && !(owed && reached.isPresent())
        && 2 * end.rows() - begin.rows() <= RowBatch.ROWS
        && 2 * end.weight() - begin.weight() <= RowBatch.BYTES
        && now.plus(Duration.between(asked, now)).isBefore(due);
  }

  private void end(RowBatch batch) {
    if (!batch.isEmpty()) {
      return;
    }
    done = true;
    walk.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    if (!request.cursor().isEmpty()) {
      reached = Optional.of(walk.end());
    }
  }

  private boolean limited() {
    return request.limit() > 0 && delivered >= request.limit();
  }

  private void add(RowBatch batch, RecordPage.Found found) {
    Map<String, @Nullable Object> record = found.record();
    if (record == null) {
      RecordRows.refuse(batch, found.value(), pages);
      return;
    }
    boolean skipped = walk.observe(record);
    if (!skipped && inRange.test(record) && rows.add(batch, record, pages)) {
      delivered++;
    }
  }

  private void closePage() {
    RecordPage open = page;
    page = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closePage();
    walk.close();
  }
}
