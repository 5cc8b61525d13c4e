package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.PartitionCursor;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One partition on its way: window by window, page by page. Used by one thread. */
final class Pass {
  private final ManifestStream stream;
  private final Optional<PartitionCursors> cursors;
  private final Slice partition;
  private final int index;
  private final boolean lazy;
  private final @Nullable PartitionCursor cursor;
  private final List<Slice> windows;
  private int window;
  private @Nullable WindowPages pages;

  /**
   * @param index how many partitions are before it
   * @param cursor what follows its records; null for none
   * @param lazy whether it takes a first page that the partition brings along
   */
  Pass(
      ManifestStream stream,
      Optional<PartitionCursors> cursors,
      Slice partition,
      int index,
      @Nullable PartitionCursor cursor,
      boolean lazy) {
    this.stream = stream;
    this.cursors = cursors;
    this.partition = partition;
    this.index = index;
    this.cursor = cursor;
    this.lazy = lazy;
    this.windows = cursor == null ? List.of(Slice.whole()) : cursor.windows();
  }

  Slice partition() {
    return partition;
  }

  Optional<PartitionCursor> cursor() {
    return Optional.ofNullable(cursor);
  }

  /** Whether all its windows are behind. */
  boolean over() {
    return window >= windows.size();
  }

  /** Begins with its first window. */
  void begin() {
    if (!over()) {
      enterWindow();
    }
  }

  /** Goes on at a place that {@link #position} gave before. */
  void resume(Progress.Position position) {
    PartitionCursor following = cursor;
    for (int i = 0; following != null && i < Math.min(position.window(), windows.size()); i++) {
      if (i == 0 && !position.reached().isEmpty()) {
        following.observe(windows.getFirst(), position.reached());
      }
      following.close(windows.get(i));
    }
    window = position.window();
    if (over()) {
      return;
    }
    if (following != null && !position.latest().isEmpty()) {
      following.observe(windows.get(window), position.latest());
    }
    Slice asked = position.asked().isEmpty() ? slice() : partition.within(position.asked());
    enterWindow().resume(position.token(), asked);
  }

  private WindowPages enterWindow() {
    PartitionCursor following = cursor;
    Retriever retriever =
        following != null && cursors.filter(PartitionCursors::isFeed).isPresent()
            ? stream.retriever().stoppingAt(following::isKnown)
            : stream.retriever();
    WindowPages opened =
        new WindowPages(stream, lazy ? retriever.lazy() : retriever, slice(), following);
    pages = opened;
    return opened;
  }

  private Slice slice() {
    return partition.within(windows.get(window).window());
  }

  /** The pages of the window it is in. */
  WindowPages pages() {
    WindowPages open = pages;
    if (open == null) {
      throw new IllegalStateException("ready() was not asked");
    }
    return open;
  }

  /** Takes note of a record; returns whether it was read for nothing, as it is not due. */
  boolean observe(Map<String, @Nullable Object> record) {
    pages().count();
    PartitionCursor following = cursor;
    if (following == null) {
      return false;
    }
    if (cursors.filter(PartitionCursors::filters).isPresent() && !following.isDue(record)) {
      return true;
    }
    following.observe(windows.get(window), record);
    return false;
  }

  /** The window was read to its end. */
  void closeWindow() {
    PartitionCursor following = cursor;
    if (following != null) {
      following.close(windows.get(window));
    }
    nextWindow();
  }

  /** Goes on behind the window, be it read or not. */
  void nextWindow() {
    window++;
    begin();
  }

  /** Whether a failure of its window can be told by the state, as nothing of it was read. */
  boolean untouched() {
    return cursor != null && !pages().touched();
  }

  /** Where it can go on now. */
  Progress.Position position() {
    PartitionCursor following = cursor;
    String latest =
        following == null || over() ? "" : following.latest(windows.get(window)).orElse("");
    Slice asked = over() ? Slice.whole() : pages().asked();
    return new Progress.Position(
        index,
        window,
        over() ? null : pages().token(),
        closed(),
        latest,
        over() || asked.equals(slice()) ? Map.of() : asked.window());
  }

  private String closed() {
    PartitionCursor following = cursor;
    Object value =
        following == null || window == 0
            ? null
            : following.state().get(stream.cursorField().orElse(""));
    return value == null ? "" : PythonText.of(value);
  }
}
