package io.navette.connector.rest.write;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.Receipting;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.rest.engine.Calls;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one stream. Each is sent as soon as a batch is full, and what became of it is
 * kept in the history at once; a commit sends what is left. With MIRROR the last commit removes
 * what was not read, of what the job wrote itself.
 */
final class ApiRowWriter implements RowWriter, Staged, Receipting {
  private final WriteRequest request;
  private final IdMap ids;
  private final Rows rows;
  private final Decisions decisions;
  private final Route route;
  private final Map<Operation, Channel> channels;
  private final Set<String> pending = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private Changes changes = Changes.NONE;
  private long chunk;

  private ApiRowWriter(
      WriteRequest request,
      WriteOptions options,
      IdMap ids,
      Route route,
      Optional<Existing> existing,
      Map<Operation, Channel> channels) {
    this.request = request;
    this.ids = ids;
    this.rows = new Rows(request.schema(), request.key());
    this.route = route;
    this.channels = channels;
    this.decisions = new Decisions(route, request.mode(), existing, options, channels);
    this.chunk = ids.chunk();
  }

  @MustBeClosed
  static ApiRowWriter open(TargetObject object, WriteRequest request, IdMap ids, Calls calls) {
    String where = "job " + request.job() + ", stream " + request.stream();
    WriteOptions options = WriteOptions.of(request.options());
    Route route = Route.of(object, request, options, where);
    Requirements.check(object, request, calls, where);
    boolean keyed = request.mode() != WriteMode.APPEND;
    Optional<Existing> existing =
        object.lookup().filter(found -> keyed).map(found -> new Existing(found, calls));
    List<String> path = object.lookup().map(LookupRules::fields).orElse(List.of());
    Map<Operation, Channel> channels = new HashMap<>();
    Stream.of(route.create(), route.change(), route.remove())
        .flatMap(Optional::stream)
        .forEach(
            operation ->
                channels.put(
                    operation,
                    new Channel(
                        operation,
                        new Fields(operation, request.schema().names(), calls, where),
                        new Dispatch(
                            where,
                            operation,
                            options.onUnknown().orElse(operation.onUnknown()),
                            existing,
                            ids,
                            calls),
                        path)));
    return new ApiRowWriter(request, options, ids, route, existing, channels);
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    List<Row> some = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Row row : rows.of(batch)) {
      name(row);
      if (!keys.add(row.historyKey)) {
        take(some);
        some.clear();
        keys.clear();
        keys.add(row.historyKey);
      }
      some.add(row);
    }
    take(some);
    return rejected();
  }

  /** Tells apart rows of the same key that are all to be added, in a run that begins again too. */
  private void name(Row row) {
    row.content = Hashes.of(Json.of(row.values));
    if (request.mode() == WriteMode.APPEND) {
      String same = row.key.isEmpty() ? row.content : row.key;
      int occurrence = occurrences.merge(same, 1, Integer::sum);
      row.historyKey = chunk + "/" + occurrence + "/" + same;
    } else {
      seen.add(row.historyKey);
    }
  }

  private void take(List<Row> some) {
    if (some.stream().anyMatch(row -> pending.contains(row.historyKey))) {
      flush();
    }
    Map<String, IdMap.Known> known = ids.find(some.stream().map(row -> row.historyKey).toList());
    for (Row row : some) {
      row.known = Optional.ofNullable(known.get(row.historyKey));
    }
    for (Decisions.Decision decision : decisions.of(some)) {
      act(decision);
    }
  }

  private void act(Decisions.Decision decision) {
    Row row = decision.row();
    switch (decision.kind()) {
      case PASS -> {}
      case SAME -> same(row);
      case FOUND_SAME -> {
        same(row);
        if (!request.preview()) {
          ids.save(List.of(new Result(row, Result.Kind.UNCHANGED, row.remoteId, "").receipt()));
        }
      }
      case REFUSE -> refuse(row, decision.reason());
      case SEND -> send(row, decision.operation().orElseThrow());
    }
  }

  private void same(Row row) {
    changes = changes.plus(new Changes(0, 0, 1, 0));
    receipts.add(new Receipt(row.key, row.remoteId, Receipt.Outcome.UNCHANGED, "", row.content));
  }

  private void refuse(Row row, String reason) {
    rejections.add(row.rejection(reason));
    receipts.add(new Receipt(row.key, row.remoteId, Receipt.Outcome.REJECTED, reason, row.content));
  }

  private void send(Row row, Operation operation) {
    long sends = row.known.map(IdMap.Known::sends).orElse(0L);
    row.idempotencyKey =
        Hashes.of(
            request.job(),
            request.target(),
            operation.name(),
            row.historyKey,
            row.content,
            Long.toString(sends));
    if (request.preview()) {
      boolean there = row.known.isPresent() || row.existing != null;
      changes = changes.plus(there ? new Changes(0, 1, 0, 0) : Changes.created(1));
      return;
    }
    try {
      pending.add(row.historyKey);
      settle(channel(operation).add(row));
    } catch (IllegalArgumentException misfit) {
      pending.remove(row.historyKey);
      refuse(row, String.valueOf(misfit.getMessage()));
    }
  }

  private Channel channel(Operation operation) {
    Channel channel = channels.get(operation);
    if (channel == null) {
      throw new IllegalStateException(operation.name() + " is none of the route's operations");
    }
    return channel;
  }

  /** Keeps what became of rows; some have to be sent another way. */
  private void settle(List<Result> results) {
    List<Receipt> kept = new ArrayList<>();
    List<Decisions.Decision> again = new ArrayList<>();
    for (Result result : results) {
      pending.remove(result.row().historyKey);
      Optional<Decisions.Decision> other = decisions.after(result);
      if (other.isPresent() && other.get().kind() == Decisions.Kind.SEND) {
        again.add(other.get());
        continue;
      }
      if (other.isEmpty() && result.kind() == Result.Kind.MISSING) {
        continue;
      }
      Result last =
          other.map(Decisions.Decision::kind).filter(Decisions.Kind.REFUSE::equals).isPresent()
              ? result.as(Result.Kind.REFUSED)
              : result;
      count(last);
      Receipt receipt = last.receipt();
      kept.add(receipt);
      receipts.add(
          new Receipt(
              last.row().key,
              receipt.remoteId(),
              receipt.outcome(),
              receipt.message(),
              receipt.content()));
    }
    ids.save(kept);
    again.forEach(this::act);
  }

  private void count(Result result) {
    switch (result.kind()) {
      case CREATED -> changes = changes.plus(Changes.created(1));
      case UPDATED -> changes = changes.plus(new Changes(0, 1, 0, 0));
      case UNCHANGED, EXISTS, MISSING -> changes = changes.plus(new Changes(0, 0, 1, 0));
      case DELETED -> changes = changes.plus(new Changes(0, 0, 0, 1));
      case REFUSED, RETRY, STALE -> rejections.add(result.row().rejection(result.message()));
    }
  }

  private void flush() {
    channels.values().forEach(channel -> settle(channel.flush()));
    // What turned out to need another operation waits there now.
    channels.values().forEach(channel -> settle(channel.flush()));
  }

  private List<Rejection> rejected() {
    List<Rejection> taken = List.copyOf(rejections);
    rejections.clear();
    return taken;
  }

  @Override
  public Committed commit(Chunk committed) {
    flush();
    if (committed.last() && request.mode() == WriteMode.MIRROR) {
      vanished().forEach(known -> send(vanishedRow(known), route.remove().orElseThrow()));
      flush();
    }
    ids.nextChunk();
    chunk = ids.chunk();
    occurrences.clear();
    Committed told = new Committed(changes, rejected(), receipts);
    changes = Changes.NONE;
    receipts.clear();
    return told;
  }

  @Override
  public List<Receipt> receipts() {
    List<Receipt> told = List.copyOf(receipts);
    receipts.clear();
    return told;
  }

  private List<IdMap.Known> vanished() {
    return ids.present().stream().filter(known -> !seen.contains(known.key())).toList();
  }

  private static Row vanishedRow(IdMap.Known known) {
    List<@Nullable Object> keys = new ArrayList<>();
    keys.add(known.key());
    Row row = new Row(known.key(), keys, Map.of(), Json.of(Map.of("key", known.key())));
    row.known = Optional.of(known);
    row.remoteId = known.remoteId();
    row.content = known.content();
    return row;
  }

  @Override
  public Changes pending() {
    return request.mode() == WriteMode.MIRROR
        ? changes.plus(new Changes(0, 0, 0, vanished().size()))
        : changes;
  }

  @Override
  public long targetRows() {
    return ids.present().size();
  }

  /** What was sent stays; only deletions have waited, and are not made. */
  @Override
  public void discard() {
    pending.clear();
  }

  @Override
  public void close() {
    pending.clear();
  }
}
