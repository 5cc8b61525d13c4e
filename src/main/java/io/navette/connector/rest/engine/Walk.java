package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.PartitionCursor;
import io.navette.connector.rest.cursor.PartitionStates;
import io.navette.connector.rest.partition.Slice;
import io.navette.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a stream: partition by partition, or several at once; window by window, page by
 * page. Ask {@link #ready}, {@link #open} the page, show its records to {@link #observe}, then
 * {@link #finish} it. Used by one thread.
 */
final class Walk implements AutoCloseable {
  private static final int MOST_PARTITIONS = 10_000;
  private static final int MOST_FAILED = 3;
  private static final int SHORT = 200;

  /** Before a page has shown how much they weigh. */
  private static final int FIRST_PAGES = 10;

  /** Bytes of answers that may wait at once; read, they take several times as much. */
  private static final long WAITING_BYTES = 4L << 20;

  /** So many times as many partitions as are read at once are begun before all must be done. */
  private static final int WAVE = 16;

  /** Says that a stream without a cursor was read; the format's own word. */
  private static final String READ = "__ab_no_cursor_state_message";

  private final ManifestStream stream;
  private final Optional<PartitionCursors> cursors;
  private final Progress from;
  private final PartitionStates begin;
  private final PartitionStates states;
  private final Partitions partitions;
  private final boolean lazy;
  private final int most;
  private final Arrivals arrivals;
  private final List<Pass> open = new ArrayList<>();
  private Map<String, @Nullable Object> wholeState;
  private Map<String, @Nullable Object> furthest;
  private int entered;
  private int wave;
  private long heaviest;
  private @Nullable Pass current;
  private @Nullable Failure failed;
  private int failedInARow;
  private Instant told = Instant.EPOCH;

  /**
   * @param from where to go on
   * @param most how many partitions are read at once, at least 1
   */
  Walk(ManifestStream stream, Progress from, Duration lag, int most) {
    this.stream = stream;
    this.from = from;
    this.most = stream.partitioned() && stream.retriever().concurrent() ? most : 1;
    this.arrivals = new Arrivals(stream.name());
    this.cursors = stream.cursor().map(found -> PartitionCursors.of(found, from.bounds(), lag));
    boolean global = cursors.filter(PartitionCursors::isGlobal).isPresent();
    this.begin = PartitionStates.of(from.start(), global ? 0 : MOST_PARTITIONS);
    this.states = PartitionStates.of(from.state(), global ? 0 : MOST_PARTITIONS);
    this.wholeState = from.state();
    this.furthest = from.place().map(Progress.Place::furthest).orElse(Map.of());
    this.lazy = from.start().isEmpty() && stream.routers().lazy();
    this.partitions = stream.routers().partitions(from.start());
  }

  /** The whole stream, from its beginning. */
  static Walk whole(ManifestStream stream) {
    return new Walk(stream, Progress.begin(stream, Map.of()), Duration.ZERO, 1);
  }

  /** Whether there is a page to be asked for. */
  boolean ready() {
    while (open.size() < room() && !endsWave() && partitions.hasNext()) {
      enter(partitions.next());
    }
    return !open.isEmpty();
  }

  private int room() {
    return heaviest == 0
        ? Math.min(most, FIRST_PAGES)
        : Math.clamp(WAITING_BYTES / heaviest, 1, most);
  }

  /** How far parents were read is a place to go on from only while no partition is open. */
  private boolean endsWave() {
    return !open.isEmpty() && !stream.fixed() && cursors.isPresent() && wave >= WAVE * most;
  }

  private void enter(Slice next) {
    int index = entered++;
    wave = open.isEmpty() ? 1 : wave + 1;
    Optional<Progress.Position> own = from.place().flatMap(place -> place.of(index));
    if (own.isEmpty() && from.place().filter(place -> place.isBehind(index)).isPresent()) {
      return;
    }
    PartitionCursor cursor = cursors.map(made -> follow(made, next)).orElse(null);
    Pass pass = new Pass(stream, cursors, next, index, cursor, lazy);
    current = pass;
    note(pass, partitions::stateBefore);
    own.ifPresentOrElse(pass::resume, pass::begin);
    if (pass.over()) {
      leave(pass);
    } else {
      open.add(pass);
    }
  }

  private PartitionCursor follow(PartitionCursors made, Slice partition) {
    if (!stream.partitioned()) {
      return made.of(from.start());
    }
    Map<String, @Nullable Object> state = begin.stateOf(partition);
    return begin.knows(partition) ? made.of(state) : made.of(state, begin.lookbackSeconds());
  }

  private Pass current() {
    Pass pass = current;
    if (pass == null) {
      throw new IllegalStateException("ready() was not asked");
    }
    return pass;
  }

  Slice partition() {
    return current().partition();
  }

  /** The page; close it. Blocks. */
  RecordPage open() {
    if (most == 1) {
      current = open.getFirst();
      return current().pages().open();
    }
    while (true) {
      open.forEach(arrivals::ask);
      Arrivals.Arrival arrival = arrivals.take();
      current = arrival.pass();
      RecordPage page = arrival.page();
      if (page != null) {
        heaviest = Math.max(heaviest, page.weight());
        return page;
      }
      switch (arrival.failure()) {
        case PaginationReset.Requested again -> current().pages().reset();
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(arrival.failure());
      }
    }
  }

  /** Takes note of a record; returns whether it was read for nothing, as it is not due. */
  boolean observe(Map<String, @Nullable Object> record) {
    return current().observe(record);
  }

  /** The page was read to its end. */
  void finish(RecordPage page) {
    Pass pass = current();
    if (!pass.pages().finish(page)) {
      return;
    }
    failedInARow = 0;
    pass.closeWindow();
    goOn(pass);
  }

  private void goOn(Pass pass) {
    if (pass.over()) {
      open.remove(pass);
      leave(pass);
    }
  }

  /**
   * Goes on behind a window that failed before anything of it was read, so that the others are not
   * kept waiting by it; {@link #failure} tells of it at the end. What a state can't tell apart
   * fails at once, as does what fails again and again.
   */
  void skip(Failure failure) {
    Pass pass = current();
    failedInARow++;
    boolean passing =
        switch (failure) {
          case Failure.Remote remote -> true;
          case Failure.Data data -> true;
          case Failure.Configuration configuration -> true;
          case Failure.Access access -> true;
          default -> false;
        };
    if (!pass.untouched() || !passing || failedInARow >= MOST_FAILED) {
      throw failed == null ? failure : failed;
    }
    failed = failed == null ? failure : failed;
    pass.nextWindow();
    goOn(pass);
  }

  /** What failed on the way; ends the pass once all else was read. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failed);
  }

  private void leave(Pass pass) {
    if (pass.cursor().isPresent()) {
      Map<String, @Nullable Object> reached = pass.cursor().get().furthest();
      furthest = cursors.map(made -> made.further(furthest, reached)).orElse(furthest);
      note(pass, partitions::stateAfter);
    }
  }

  /**
   * Takes the state of the partition, and those of the parents as far as all they gave was read.
   */
  private void note(Pass pass, Supplier<Optional<Map<String, @Nullable Object>>> parents) {
    Optional<Map<String, @Nullable Object>> state = pass.cursor().map(PartitionCursor::state);
    if (state.isEmpty()) {
      return;
    }
    if (!stream.partitioned()) {
      wholeState = state.get();
      return;
    }
    states.update(pass.partition(), state.get());
    if (failed == null && open.isEmpty()) {
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
    if (failed != null || !stream.fixed()) {
      return open.isEmpty() && cursors.isPresent()
          ? Optional.of(Progress.finished(state()))
          : Optional.empty();
    }
    List<Pass> going = open.isEmpty() ? List.of(current()) : open;
    List<Progress.Position> positions = going.stream().map(Pass::position).toList();
    return Optional.of(from.at(state(), new Progress.Place(positions, entered, furthest)));
  }

  /** The state of many partitions is long; it is told no more than once a second. */
  private boolean tooSoon() {
    Instant now = stream.clients().context().clock().instant();
    if (entered > SHORT && now.isBefore(told.plusSeconds(1))) {
      return true;
    }
    told = now;
    return false;
  }

  @Override
  public void close() {
    arrivals.close();
    partitions.close();
  }
}
