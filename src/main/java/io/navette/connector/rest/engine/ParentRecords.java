package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.ParentStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All records of a parent stream, a page at a time. */
final class ParentRecords implements Iterator<ParentStream.ParentRecord> {
  private final Walk walk;
  private @Nullable RecordPage page;
  private ParentStream.@Nullable ParentRecord ahead;
  private boolean done;

  private ParentRecords(Walk walk) {
    this.walk = walk;
  }

  /** Those after the state; empty for all. */
  static ParentRecords of(ManifestStream stream, Map<String, @Nullable Object> state) {
    return new ParentRecords(new Walk(stream, Progress.begin(stream, state), Duration.ZERO, 1));
  }

  /** The records, pulled one by one; close the stream. */
  Stream<ParentStream.ParentRecord> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
        .onClose(this::close);
  }

  /** How far the parent was read: up to the last page all of whose records were taken. */
  Map<String, @Nullable Object> state() {
    return done ? walk.end().state() : walk.state();
  }

  @Override
  public boolean hasNext() {
    while (ahead == null) {
      RecordPage open = page;
      if (open == null) {
        if (!walk.ready()) {
          done = true;
          return false;
        }
        page = walk.open();
      } else {
        take(open);
      }
    }
    return true;
  }

  private void take(RecordPage open) {
    Optional<RecordPage.Found> found = open.next();
    if (found.isEmpty()) {
      page = null;
      try (open) {
        walk.finish(open);
      }
      return;
    }
    Map<String, @Nullable Object> record = found.get().record();
    if (record != null && !walk.observe(record)) {
      ahead = new ParentStream.ParentRecord(record, walk.partition().partition());
    }
  }

  @Override
  public ParentStream.ParentRecord next() {
    ParentStream.ParentRecord next = ahead;
    if (next == null) {
      if (hasNext()) {
        return next();
      }
      throw new NoSuchElementException();
    }
    ahead = null;
    return next;
  }

  private void close() {
    RecordPage open = page;
    if (open != null) {
      open.close();
    }
    walk.close();
  }
}
