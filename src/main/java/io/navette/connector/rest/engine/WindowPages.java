package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.PartitionCursor;
import io.navette.connector.rest.partition.Slice;
import io.navette.failure.Failure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pages of one window of one partition, one after the other, begun anew where asked. */
final class WindowPages {
  private static final int MOST_SAME = 2;

  private final ManifestStream stream;
  private final Retriever retriever;
  private final Slice window;
  private final @Nullable PartitionCursor cursor;
  private Slice asked;
  private @Nullable Object token;
  private Tokens tokens;
  private long records;
  private int attempts;
  private boolean touched;

  /**
   * @param window the partition with its window
   * @param cursor what follows its records; null for none
   */
  WindowPages(
      ManifestStream stream, Retriever retriever, Slice window, @Nullable PartitionCursor cursor) {
    this.stream = stream;
    this.retriever = retriever;
    this.window = window;
    this.cursor = cursor;
    this.asked = window;
    this.tokens = new Tokens(stream.name());
    this.token = first();
  }

  private @Nullable Object first() {
    tokens = new Tokens(stream.name());
    Object first = retriever.firstToken().orElse(null);
    if (first != null) {
      tokens.see(first);
    }
    return first;
  }

  /** Goes on at a page that {@link #token} and {@link #asked} named before. */
  void resume(@Nullable Object next, Slice at) {
    touched = true;
    asked = at;
    token = next == null ? token : next;
  }

  /** The token of the page that comes next; null for the first where that needs none. */
  @Nullable Object token() {
    return token;
  }

  /** The window that is asked for: the whole, or the rest of it. */
  Slice asked() {
    return asked;
  }

  /** Whether a record of it was seen. */
  boolean touched() {
    return touched;
  }

  /** The next page; close it. Begins anew when the answer asks for it. */
  RecordPage open() {
    while (true) {
      try {
        return retriever.page(asked, token);
      } catch (PaginationReset.Requested e) {
        reset();
      }
    }
  }

  /** What asks for the next page, on any thread; it may throw what {@link #reset} answers. */
  Supplier<RecordPage> request() {
    Slice slice = asked;
    Object next = token;
    return () -> retriever.page(slice, next);
  }

  /** A record came. */
  void count() {
    touched = true;
    records++;
  }

  /** The page was read to its end; returns whether it was the last. */
  boolean finish(RecordPage page) {
    PaginationReset reset = stream.retriever().reset();
    if (reset.mostRecords().filter(most -> records >= most).isPresent()) {
      reset();
      return false;
    }
    Object next = page.following().orElse(null);
    if (next != null) {
      tokens.see(next);
      token = next;
    }
    return next == null;
  }

  /** Begins anew. */
  void reset() {
    PartitionCursor following = cursor;
    boolean splits = stream.retriever().reset().splits();
    Slice rest = splits && following != null ? following.rest(window) : asked;
    attempts = rest.equals(asked) ? attempts + 1 : 0;
    if (attempts > MOST_SAME) {
      throw new Failure.Remote(
          stream.name() + ": the pages were begun anew " + MOST_SAME + " times to no effect",
          "check the pagination_reset of the manifest");
    }
    asked = rest;
    records = 0;
    token = first();
  }
}
