package io.navette.connector.rest.write;

import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.rest.engine.Call;
import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows by one operation, and finds out what became of each: halves batches until the rows at
 * fault stand alone, repeats what was refused for now, and what was lost where that is safe.
 */
final class Dispatch {
  private static final int MOST_TRIES = 3;

  private final String where;
  private final Operation operation;
  private final Operation.OnUnknown onUnknown;
  private final Optional<Existing> existing;
  private final IdMap ids;
  private final Calls calls;
  private final Call call;
  private final Bodies bodies;
  private final Outcomes outcomes;

  /**
   * @param where names job and stream, for messages
   */
  Dispatch(
      String where,
      Operation operation,
      Operation.OnUnknown onUnknown,
      Optional<Existing> existing,
      IdMap ids,
      Calls calls) {
    this.where = where;
    this.operation = operation;
    this.onUnknown = onUnknown;
    this.existing = existing.filter(Existing::asks);
    this.ids = ids;
    this.calls = calls;
    this.call = calls.call(operation.requester());
    this.bodies = new Bodies(operation, calls);
    this.outcomes = new Outcomes(operation, bodies, calls);
  }

  /** Requests a batch takes, if nothing is refused, lost or repeated. */
  long requests() {
    // A job is created, given its records and asked after at least once.
    return operation
        .job()
        .map(job -> 3L + job.closing().stream().count() + job.results().size())
        .orElse(1L);
  }

  /** Bytes a row takes in a body, about. */
  long bytes(Row row) {
    return bodies.bytes(row);
  }

  /** What rows of a batch have in common; the same for all where they need nothing. */
  String group(Row row) {
    return operation
        .batch()
        .groupBy()
        .map(template -> calls.value(template, row.context()))
        .map(PythonText::of)
        .orElse("");
  }

  /** Whether a row whose answer was lost can be neither found nor recognised. */
  boolean doubtful() {
    return !operation.safe() && existing.isEmpty() && onUnknown == Operation.OnUnknown.FAIL;
  }

  /**
   * Sends a batch; blocks. One result for each row, none of them to be sent again.
   *
   * @param filled makes the fields of a row anew after it was looked up again
   */
  List<Result> send(List<Row> rows, Consumer<Row> filled) {
    List<Result> results = new ArrayList<>();
    List<Result> again = new ArrayList<>();
    halved(rows).forEach(result -> (isLast(result) ? results : again).add(result));
    again.forEach(refused -> results.add(alone(refused, filled)));
    return results;
  }

  private static boolean isLast(Result result) {
    return result.kind() != Result.Kind.RETRY && result.kind() != Result.Kind.STALE;
  }

  private Result alone(Result refused, Consumer<Row> filled) {
    Result last = refused;
    for (int tries = 1; tries <= MOST_TRIES && !isLast(last); tries++) {
      if (last.kind() == Result.Kind.STALE) {
        renew(last.row(), filled);
      } else {
        calls.sleep(Duration.ofSeconds(1L << (tries - 1)));
      }
      last = halved(List.of(last.row())).getFirst();
    }
    return isLast(last) ? last : last.as(Result.Kind.REFUSED);
  }

  /** What is sent next is another request, so its key is another one. */
  private void renew(Row row, Consumer<Row> filled) {
    existing.ifPresent(target -> target.refresh(List.of(row)));
    row.idempotencyKey = Hashes.of(row.idempotencyKey, "again");
    filled.accept(row);
  }

  private List<Result> halved(List<Row> rows) {
    Outcomes.Reply reply = found(rows);
    if (reply.accepted()) {
      return reply.results();
    }
    return switch (operation.onBatchError()) {
      case SPLIT -> {
        int half = rows.size() / 2;
        List<Result> results = new ArrayList<>(halved(rows.subList(0, half)));
        results.addAll(halved(rows.subList(half, rows.size())));
        yield results;
      }
      case REJECT -> refused(rows, reply.message());
      case FAIL ->
          throw new Failure.Data(
              where + ": " + operation.name() + " refused a batch: " + reply.message(),
              "correct the rows, or let on_batch_error of " + operation.name() + " be split");
    };
  }

  private static List<Result> refused(List<Row> rows, String message) {
    return rows.stream()
        .map(row -> new Result(row, Result.Kind.REFUSED, Optional.empty(), message))
        .toList();
  }

  /** The reply; where it was lost, what can be found out about the rows. */
  private Outcomes.Reply found(List<Row> rows) {
    if (doubtful()) {
      ids.save(receipts(rows, Receipt.Outcome.UNKNOWN));
    }
    for (int tries = 1; ; tries++) {
      try {
        return exchange(rows);
      } catch (Failure.Remote lost) {
        if (operation.safe() || tries == MOST_TRIES) {
          throw lost;
        }
        if (existing.isPresent()) {
          Optional<Outcomes.Reply> found = lookedUp(rows, tries);
          if (found.isPresent()) {
            return found.get();
          }
        } else if (doubtful()) {
          throw inDoubt(rows, lost);
        }
      } catch (Failure refused) {
        if (doubtful()) {
          ids.save(receipts(rows, Receipt.Outcome.REJECTED));
        }
        throw refused;
      }
    }
  }

  /** Rows that are there now were created by the request whose answer was lost. */
  private Optional<Outcomes.Reply> lookedUp(List<Row> rows, int tries) {
    calls.sleep(Duration.ofSeconds(1L << (tries - 1)));
    existing.orElseThrow().refresh(rows);
    List<Result> results = new ArrayList<>();
    List<Row> lost = new ArrayList<>();
    for (Row row : rows) {
      if (row.existing == null) {
        lost.add(row);
      } else {
        results.add(new Result(row, Result.Kind.CREATED, row.remoteId, ""));
      }
    }
    if (results.isEmpty()) {
      return Optional.empty();
    }
    if (!lost.isEmpty()) {
      results.addAll(halved(lost));
    }
    return Optional.of(new Outcomes.Reply(true, "", results));
  }

  private Failure inDoubt(List<Row> rows, Failure.Remote lost) {
    boolean neverSent =
        lost.getCause() instanceof ConnectException
            || lost.getCause() instanceof UnknownHostException;
    if (neverSent) {
      ids.save(receipts(rows, Receipt.Outcome.REJECTED));
      return lost;
    }
    return new Failure.Remote(
        where
            + ": nobody knows whether "
            + operation.name()
            + " was carried out for "
            + rows.stream().limit(20).map(Row::shown).collect(Collectors.joining(", "))
            + (rows.size() > 20 ? " and " + (rows.size() - 20) + " more" : "")
            + ": "
            + lost.getMessage(),
        "look into the target; rows that are missing there are sent again with"
            + " target_options: {on_unknown_outcome: resend}",
        lost);
  }

  private static List<Receipt> receipts(List<Row> rows, Receipt.Outcome outcome) {
    return rows.stream()
        .map(row -> new Receipt(row.historyKey, row.remoteId, outcome, "", row.content))
        .toList();
  }

  private Outcomes.Reply exchange(List<Row> rows) {
    Map<String, @Nullable Object> context = context(rows);
    if (operation.job().isPresent()) {
      return new Job(where, operation, operation.job().get(), bodies, outcomes, calls)
          .run(rows, context);
    }
    // The rows of a batch go to one address, so that none of them has another.
    Optional<String> unaddressable = call.unaddressable(context);
    if (unaddressable.isPresent()) {
      return new Outcomes.Reply(true, "", refused(rows, unaddressable.get()));
    }
    Map<String, String> headers = new HashMap<>();
    operation
        .idempotency()
        .filter(key -> key.header().isPresent())
        .ifPresent(
            key ->
                headers.put(
                    key.header().orElseThrow(),
                    PythonText.of(
                        Optional.ofNullable(calls.value(key.value(), context)).orElse(""))));
    return outcomes.read(
        call.send(
            new Call.Outgoing(
                bodies.body(rows, context),
                headers,
                operation.safe(),
                operation.outcome().refusedStatuses()),
            context),
        rows);
  }

  /** What the templates of a request see: all of a row that is alone, and the batch. */
  private Map<String, @Nullable Object> context(List<Row> rows) {
    Map<String, @Nullable Object> context = new HashMap<>(rows.getFirst().context());
    if (rows.size() > 1) {
      context.put(
          "idempotency_key",
          Hashes.of(rows.stream().map(row -> row.idempotencyKey).toArray(String[]::new)));
    }
    List<@Nullable Object> keys = new ArrayList<>();
    List<@Nullable Object> remoteIds = new ArrayList<>();
    for (Row row : rows) {
      keys.add(row.keys.size() == 1 ? row.keys.getFirst() : row.keys);
      remoteIds.add(row.remoteId.orElse(""));
    }
    context.put("keys", keys);
    context.put("remote_ids", remoteIds);
    return context;
  }
}
