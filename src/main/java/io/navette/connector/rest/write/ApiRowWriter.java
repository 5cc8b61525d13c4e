package io.navette.connector.rest.write;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.Receipting;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the rows of one stream. Each is sent as soon as a batch is full, and what became of it is
 * kept in the history at once; a commit sends what is left. With MIRROR the last commit removes
 * what vanished.
 */
final class ApiRowWriter implements RowWriter, Staged, Receipting {
  private final Setup setup;
  private final IdMap ids;
  private final Rows rows;
  private final RowNames names;
  private final Vanished vanished;
  private final Set<String> pending = new HashSet<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private Changes changes = Changes.NONE;

  ApiRowWriter(Setup setup, RowNames names, Vanished vanished) {
    this.setup = setup;
    this.ids = setup.ids();
    this.rows = new Rows(setup.request().schema(), setup.request().key());
    this.names = names;
    this.vanished = vanished;
  }

  /** Writes a whole stream: what the job wrote and does not find among its rows has vanished. */
  static ApiRowWriter of(Setup setup) {
    RowNames names = new RowNames(setup.request().mode(), setup.ids().chunk());
    return new ApiRowWriter(setup, names, () -> Setup.unseen(setup.ids(), names));
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    List<Row> some = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Row row : rows.of(batch)) {
      names.name(row);
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

  private void take(List<Row> some) {
    if (some.stream().anyMatch(row -> pending.contains(row.historyKey))) {
      flush();
    }
    for (Decisions.Decision decision : setup.decide(some)) {
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
        ids.save(List.of(new Result(row, Result.Kind.UNCHANGED, row.remoteId, "").receipt()));
      }
      case REFUSE, CONFLICT -> refuse(row, decision.reason());
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
    setup.mark(row, operation);
    try {
      pending.add(row.historyKey);
      settle(setup.channel(operation).add(row));
    } catch (IllegalArgumentException misfit) {
      pending.remove(row.historyKey);
      refuse(row, String.valueOf(misfit.getMessage()));
    }
  }

  /** Keeps what became of rows; some have to be sent another way. */
  private void settle(List<Result> results) {
    List<Receipt> kept = new ArrayList<>();
    List<Decisions.Decision> again = new ArrayList<>();
    for (Result result : results) {
      pending.remove(result.row().historyKey);
      Optional<Decisions.Decision> other = setup.decisions().after(result);
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
    setup.channels().values().forEach(channel -> settle(channel.flush()));
    // What turned out to need another operation waits there now.
    setup.channels().values().forEach(channel -> settle(channel.flush()));
  }

  private List<Rejection> rejected() {
    List<Rejection> taken = List.copyOf(rejections);
    rejections.clear();
    return taken;
  }

  @Override
  public Committed commit(Chunk committed) {
    flush();
    if (committed.last() && mirrors()) {
      remove(setup.vanished(vanished.records()), setup.route().remove().orElseThrow());
      flush();
    }
    ids.nextChunk();
    names.next(ids.chunk());
    return settled();
  }

  /** Where a deletion says what the record holds, as its version, only what is still there goes. */
  private void remove(List<Row> gone, Operation operation) {
    if (operation.looksUp()) {
      setup.existing().ifPresent(target -> target.find(gone));
    }
    for (Row row : gone) {
      Optional<String> own = row.known.flatMap(IdMap.Known::remoteId);
      if (!operation.looksUp()) {
        send(row, operation);
      } else if (row.existing == null) {
        settle(List.of(new Result(row, Result.Kind.DELETED, own, "")));
      } else if (own.isPresent() && !own.equals(row.remoteId)) {
        refuse(row, Setup.taken(row.remoteId.orElse("?"), own.get()));
      } else {
        send(row, operation);
      }
    }
  }

  @Override
  public Committed settled() {
    Committed told = new Committed(changes, rejected(), receipts);
    changes = Changes.NONE;
    receipts.clear();
    return told;
  }

  private boolean mirrors() {
    return setup.request().mode() == WriteMode.MIRROR;
  }

  @Override
  public Changes pending() {
    return mirrors() ? changes.plus(new Changes(0, 0, 0, vanished.records().size())) : changes;
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
