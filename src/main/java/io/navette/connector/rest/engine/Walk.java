package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.PartitionCursor;
import io.navette.connector.rest.cursor.PartitionStates;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a stream: partition by partition, window by window, page by page. Ask {@link
 * #ready}, {@link #open} the page, show its records to {@link #observe}, then {@link #finish} it.
 */
final class Walk implements AutoCloseable {
  private static final int MOST_PARTITIONS = 10_000;
  private static final int MOST_FAILED = 3;
  private static final int SHORT = 200;

  /** Says that a stream without a cursor was read; the format's own word. */
  private static final String READ = "__ab_no_cursor_state_message";

  private final ManifestStream stream;
  private final Optional<PartitionCursors> cursors;
  private final Progress from;
  private final PartitionStates begin;
  private final PartitionStates states;
  private final Partitions partitions;
  private final boolean lazy;
  private Map<String, @Nullable Object> wholeState;
  private Map<String, @Nullable Object> furthest;
  private Slice partition = Slice.whole();
  private int partitionIndex = -1;
  private @Nullable PartitionCursor cursor;
  private List<Slice> windows = List.of();
  private int window;
  private @Nullable WindowPages pages;
  private boolean resuming;
  private @Nullable Failure failed;
  private int failedInARow;
  private Instant told = Instant.EPOCH;

  /**
   * @param from where to go on
   */
  Walk(ManifestStream stream, Progress from, Duration lag) {
    this.stream = stream;
    this.from = from;
    this.cursors = stream.cursor().map(found -> PartitionCursors.of(found, from.bounds(), lag));
    boolean global = cursors.filter(PartitionCursors::isGlobal).isPresent();
    this.begin = PartitionStates.of(from.start(), global ? 0 : MOST_PARTITIONS);
    this.states = PartitionStates.of(from.state(), global ? 0 : MOST_PARTITIONS);
    this.wholeState = from.state();
    this.furthest = from.position().map(Progress.Position::furthest).orElse(Map.of());
    this.resuming = from.position().isPresent();
    this.lazy = from.start().isEmpty() && stream.routers().lazy();
    this.partitions = stream.routers().partitions(from.start());
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
    cursor = cursors.map(this::follow).orElse(null);
    windows = cursor == null ? List.of(Slice.whole()) : cursor.windows();
    window = 0;
    resuming = false;
    note(partitions::stateBefore);
    if (position.isPresent()) {
      resume(position.get());
    } else if (windows.isEmpty()) {
      leave();
    } else {
      enterWindow();
    }
  }

  private PartitionCursor follow(PartitionCursors made) {
    if (!stream.partitioned()) {
      return made.of(from.start());
    }
    Map<String, @Nullable Object> state = begin.stateOf(partition);
    return begin.knows(partition) ? made.of(state) : made.of(state, begin.lookbackSeconds());
  }

  private void resume(Progress.Position position) {
    PartitionCursor following = cursor;
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

  Slice partition() {
    return partition;
  }

  private Slice slice() {
    return partition.within(windows.get(window).window());
  }

  private WindowPages pages() {
    WindowPages open = pages;
    if (open == null) {
      throw new IllegalStateException("ready() was not asked");
    }
    return open;
  }

  /** The page; close it. */
  RecordPage open() {
    return pages().open();
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

  /** The page was read to its end. */
  void finish(RecordPage page) {
    if (!pages().finish(page)) {
      return;
    }
    failedInARow = 0;
    PartitionCursor following = cursor;
    if (following != null) {
      following.close(windows.get(window));
    }
    next();
  }

  private void next() {
    window++;
    if (window < windows.size()) {
      enterWindow();
    } else {
      leave();
    }
  }

  /**
   * Goes on behind a window that failed before anything of it was read, so that the others are not
   * kept waiting by it; {@link #failure} tells of it at the end. What a state can't tell apart
   * fails at once, as does what fails again and again.
   */
  void skip(Failure failure) {
    boolean whole = cursor == null || pages().touched();
    failedInARow++;
    boolean passing =
        switch (failure) {
          case Failure.Remote remote -> true;
          case Failure.Data data -> true;
          case Failure.Configuration configuration -> true;
          case Failure.Access access -> true;
          default -> false;
        };
    if (whole || !passing || failedInARow >= MOST_FAILED) {
      throw failed == null ? failure : failed;
    }
    failed = failed == null ? failure : failed;
    next();
  }

  /** What failed on the way; ends the pass once all else was read. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failed);
  }

  private void leave() {
    PartitionCursor following = cursor;
    if (following != null) {
      furthest = cursors.map(made -> made.further(furthest, following.furthest())).orElse(furthest);
      note(partitions::stateAfter);
    }
  }

  /**
   * Takes the state of the partition, and those of the parents as far as all they gave was read.
   */
  private void note(Supplier<Optional<Map<String, @Nullable Object>>> parents) {
    PartitionCursor following = cursor;
    if (following == null) {
      return;
    }
    if (!stream.partitioned()) {
      wholeState = following.state();
      return;
    }
    states.update(partition, following.state());
    if (failed == null) {
      parents.get().ifPresent(states::parent);
    }
  }

  /** As far as the pass came; after its end, see {@link #end}. */
  Map<String, @Nullable Object> state() {
    return stream.partitioned() && cursors.isPresent() ? states.state() : wholeState;
  }

  /** Where the next pass starts, once this one is complete. */
  Progress end() {
    if (stream.partitioned() && cursors.isPresent()) {
      Duration lasted =
          Duration.between(from.began(), stream.clients().context().clock().instant());
      states.finish(furthest, (lasted.toMillis() + 999) / 1000, cursors.get()::further);
      partitions.finalState().ifPresent(states::parent);
    }
    // What was read whole by the one way goes on by the other.
    return Progress.finished(
        cursors.isEmpty() && stream.follows().isPresent() ? Map.of(READ, true) : state());
  }

  /** Where this pass can go on now; empty where it can't, or where that was told just before. */
  Optional<Progress> reached() {
    if (tooSoon()) {
      return Optional.empty();
    }
    boolean between = window >= windows.size();
    if (failed != null || !stream.fixed()) {
      return between && cursor != null ? Optional.of(Progress.finished(state())) : Optional.empty();
    }
    PartitionCursor following = cursor;
    String latest =
        following == null || between ? "" : following.latest(windows.get(window)).orElse("");
    Slice asked = between ? Slice.whole() : pages().asked();
    return Optional.of(
        from.at(
            state(),
            new Progress.Position(
                partitionIndex,
                window,
                between ? null : pages().token(),
                closed(),
                latest,
                between || asked.equals(slice()) ? Map.of() : asked.window(),
                furthest)));
  }

  /** The state of many partitions is long; it is told no more than once a second. */
  private boolean tooSoon() {
    Instant now = stream.clients().context().clock().instant();
    if (partitionIndex > SHORT && now.isBefore(told.plusSeconds(1))) {
      return true;
    }
    told = now;
    return false;
  }

  private String closed() {
    PartitionCursor following = cursor;
    Object value =
        following == null || window == 0
            ? null
            : following.state().get(stream.cursorField().orElse(""));
    return value == null ? "" : PythonText.of(value);
  }

  @Override
  public void close() {
    partitions.close();
  }
}
