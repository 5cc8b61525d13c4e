package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.ParentStream;
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

  private ParentRecords(Walk walk) {
    this.walk = walk;
  }

  static Stream<ParentStream.ParentRecord> of(ManifestStream stream) {
    ParentRecords records = new ParentRecords(Walk.whole(stream));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false)
        .onClose(records::close);
  }

  @Override
  public boolean hasNext() {
    while (ahead == null) {
      RecordPage open = page;
      if (open == null) {
        if (!walk.ready()) {
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
    if (record != null) {
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
