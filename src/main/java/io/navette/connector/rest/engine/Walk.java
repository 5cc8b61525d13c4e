package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.CursorSettings;
import io.navette.connector.rest.cursor.DatetimeBasedCursor;
import io.navette.connector.rest.cursor.PartitionStates;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PythonText;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a stream: partition by partition, window by window, page by page. Ask {@link
 * #ready}, {@link #open} the page, show its records to {@link #observe}, then {@link #finish} it.
 */
final class Walk implements AutoCloseable {
  private static final int MOST_PARTITIONS = 10_000;

  private final ManifestStream stream;
  private final Optional<CursorSettings> settings;
  private final Progress from;
  private final PartitionStates begin;
  private final PartitionStates states;
  private final Stream<Slice> source;
  private final Iterator<Slice> partitions;
  private Map<String, @Nullable Object> wholeState;
  private Slice partition = Slice.whole();
  private int partitionIndex = -1;
  private @Nullable DatetimeBasedCursor cursor;
  private Retriever retriever;
  private List<Slice> windows = List.of();
  private int window;
  private @Nullable Object token;
  private Tokens tokens;
  private boolean resuming;

  /**
   * @param from where to go on
   */
  Walk(ManifestStream stream, Progress from, Duration lag) {
    this.stream = stream;
    this.from = from;
    this.settings =
        stream.cursor().map(found -> Cursors.settings(found, from.bounds().orElseThrow(), lag));
    this.begin = PartitionStates.of(from.start(), MOST_PARTITIONS);
    this.states = PartitionStates.of(from.state(), MOST_PARTITIONS);
    this.wholeState = from.state();
    this.retriever = stream.retriever();
    this.tokens = new Tokens(stream.name());
    this.resuming = from.position().isPresent();
    this.source = stream.router().slices();
    this.partitions = source.iterator();
  }

  /** The whole stream, from its beginning. */
  static Walk whole(ManifestStream stream) {
    return new Walk(stream, Progress.begin(stream, Map.of()), Duration.ZERO);
  }

  /** Whether there is a page to be asked for. */
  boolean ready() {
    while (window >= windows.size()) {
      if (!partitions.hasNext()) {
        return false;
      }
      enter(partitions.next());
    }
    return true;
  }

  private void enter(Slice next) {
    partition = next;
    partitionIndex++;
    Optional<Progress.Position> position = from.position().filter(found -> resuming);
    if (position.isPresent() && partitionIndex < position.get().partition()) {
      return;
    }
    cursor =
        settings.map(found -> new DatetimeBasedCursor(found, begin.stateOf(next))).orElse(null);
    windows = cursor == null ? List.of(Slice.whole()) : cursor.windows();
    window = 0;
    retriever = retriever(cursor);
    resuming = false;
    if (position.isPresent()) {
      resume(position.get());
    } else if (windows.isEmpty()) {
      leave();
    } else {
      enterWindow();
    }
  }

  private Retriever retriever(@Nullable DatetimeBasedCursor following) {
    boolean feed = stream.cursor().filter(found -> found.flag("is_data_feed")).isPresent();
    return feed && following != null
        ? stream.retriever().stoppingAt(following::isKnown)
        : stream.retriever();
  }

  private void resume(Progress.Position position) {
    DatetimeBasedCursor following = cursor;
    for (int i = 0; following != null && i < Math.min(position.window(), windows.size()); i++) {
      if (i == 0 && !position.reached().isEmpty()) {
        following.observe(windows.getFirst(), position.reached());
      }
      following.close(windows.get(i));
    }
    window = position.window();
    if (window >= windows.size()) {
      leave();
      return;
    }
    if (following != null && !position.latest().isEmpty()) {
      following.observe(windows.get(window), position.latest());
    }
    enterWindow();
    token = position.token() == null ? token : position.token();
  }

  private void enterWindow() {
    tokens = new Tokens(stream.name());
    token = retriever.firstToken().orElse(null);
    if (token != null) {
      tokens.see(token);
    }
  }

  Slice partition() {
    return partition;
  }

  private Slice slice() {
    return partition.within(windows.get(window).window());
  }

  /** The page; close it. */
  RecordPage open() {
    return retriever.page(slice(), token);
  }

  /** Takes note of a record; returns whether it was read for nothing, as it is not due. */
  boolean observe(Map<String, @Nullable Object> record) {
    DatetimeBasedCursor following = cursor;
    if (following == null) {
      return false;
    }
    boolean filtered =
        stream
            .cursor()
            .filter(found -> found.flag("is_client_side_incremental") || found.flag("is_data_feed"))
            .isPresent();
    following.observe(windows.get(window), record);
    return filtered && !following.isDue(record);
  }

  /** The page was read to its end. */
  void finish(RecordPage page) {
    Optional<Object> next = page.following();
    if (next.isPresent()) {
      tokens.see(next.get());
      token = next.get();
      return;
    }
    DatetimeBasedCursor following = cursor;
    if (following != null) {
      following.close(windows.get(window));
    }
    window++;
    if (window < windows.size()) {
      enterWindow();
    } else {
      leave();
    }
  }

  private void leave() {
    DatetimeBasedCursor following = cursor;
    if (following == null) {
      return;
    }
    if (stream.partitioned()) {
      states.update(partition, following.state());
    } else {
      wholeState = following.state();
    }
  }

  private Map<String, @Nullable Object> state() {
    return stream.partitioned() ? states.state() : wholeState;
  }

  /** Where the next pass starts, once this one is complete. */
  Progress end() {
    return Progress.finished(state());
  }

  /** Where this pass can go on now; empty where it can't. */
  Optional<Progress> reached() {
    boolean between = window >= windows.size();
    if (!stream.fixed()) {
      return between && cursor != null ? Optional.of(Progress.finished(state())) : Optional.empty();
    }
    DatetimeBasedCursor following = cursor;
    String field = stream.cursorField().orElse("");
    String closed =
        following == null || window == 0 ? "" : PythonText.of(following.state().get(field));
    String latest =
        following == null || between ? "" : following.latest(windows.get(window)).orElse("");
    return Optional.of(
        new Progress(
            state(),
            from.start(),
            from.bounds(),
            Optional.of(
                new Progress.Position(
                    partitionIndex, window, between ? null : token, closed, latest))));
  }

  @Override
  public void close() {
    source.close();
  }
}
