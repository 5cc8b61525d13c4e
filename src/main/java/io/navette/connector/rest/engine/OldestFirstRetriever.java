package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns around what an API tells newest first: all pages of a window are read, then handed out as
 * one with the oldest record first. So of several states of an object the last one stays, and a
 * killed run begins the window anew. A window is held in memory: give the cursor a short {@code
 * step}.
 */
final class OldestFirstRetriever implements Retriever {
  private final String stream;
  private final Retriever retriever;

  /**
   * @param stream its name, for messages
   * @param retriever reads the pages
   */
  OldestFirstRetriever(String stream, Retriever retriever) {
    this.stream = stream;
    this.retriever = retriever;
  }

  @Override
  public Optional<Object> firstToken() {
    return retriever.firstToken();
  }

  @Override
  public RecordPage page(Slice slice, @Nullable Object token) {
    Deque<RecordPage.Found> records = new ArrayDeque<>();
    Tokens tokens = new Tokens(stream);
    Object next = token;
    do {
      try (RecordPage page = retriever.page(slice, next)) {
        for (var found = page.next(); found.isPresent(); found = page.next()) {
          records.push(found.get());
        }
        next = page.following().orElse(null);
      }
      if (next != null) {
        tokens.see(next);
      }
    } while (next != null);
    return new Turned(records);
  }

  @Override
  public Retriever stoppingAt(Predicate<Map<String, @Nullable Object>> isKnown) {
    return new OldestFirstRetriever(stream, retriever.stoppingAt(isKnown));
  }

  @Override
  public Retriever lazy() {
    return new OldestFirstRetriever(stream, retriever.lazy());
  }

  @Override
  public boolean concurrent() {
    return retriever.concurrent();
  }

  @Override
  public PaginationReset reset() {
    return retriever.reset();
  }

  private record Turned(Deque<Found> records) implements RecordPage {
    @Override
    public Optional<Found> next() {
      return Optional.ofNullable(records.poll());
    }

    @Override
    public Optional<Object> following() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // the pages were closed when they were read
    }
  }
}
