package io.navette.connector.warehouse;

import static java.util.stream.Collectors.joining;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.warehouse.Ledger.Entry;
import io.navette.connector.warehouse.Ledger.Intent;
import io.navette.connector.warehouse.Merge.Range;
import io.navette.connector.warehouse.Outcome.Changed;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries staged rows into the target in one go, which nearly always succeeds. When the warehouse
 * refuses it, halves of the rows are tried until the bad ones stand alone; then the others go in
 * one go. Each try is a job, so that there is a limit to how many are looked for.
 */
final class ChunkMerge {
  private static final int MOST_BAD = 100;

  private final Warehouse warehouse;
  private final WriteRequest request;
  private final Relation target;
  private final Staging staging;
  private final Merge merge;
  private final Ledger ledger;
  private final Map<Long, String> bad = new TreeMap<>();

  ChunkMerge(
      Warehouse warehouse, WriteRequest request, Relation target, Staging staging, Ledger ledger) {
    this.warehouse = warehouse;
    this.request = request;
    this.target = target;
    this.staging = staging;
    this.merge = new Merge(warehouse, request, target, staging);
    this.ledger = ledger;
  }

  /**
   * Merges all staged rows.
   *
   * @param numbered the last row's number
   * @param staged how many rows were staged; fewer where some were refused before
   * @param chunk what the ledger notes, together with the rows or after them
   * @param rejections takes the rows that the target refuses
   */
  Changes run(long numbered, long staged, Chunk chunk, List<Rejection> rejections) {
    boolean told = request.mode() == WriteMode.UPDATE || request.mode() == WriteMode.REPLACE;
    Changes pending = told ? merge.pending() : Changes.NONE;
    Outcome outcome = apply(chunk, staged);
    if (outcome.refused().isPresent()) {
      apart(numbered, outcome.refused().get(), chunk);
      outcome = apply(chunk, staged);
      outcome
          .refused()
          .ifPresent(
              again -> {
                throw refused(again);
              });
      bad.forEach((number, why) -> reject(number, why, rejections));
    }
    return told ? pending : changes(outcome.sum(), staged);
  }

  /** The outcome of the rows' own statements, without those that are known to be bad. */
  private Outcome apply(Chunk chunk, long staged) {
    List<String> rows = merge.statements(Range.ALL, bad.keySet());
    Entry entry = new Entry(chunk, Optional.empty());
    if (warehouse.atomic()) {
      List<String> together = new ArrayList<>(rows);
      together.addAll(ledger.statements(request, entry));
      Outcome outcome = warehouse.run(together);
      return outcome.refused().isPresent()
          ? outcome
          : Outcome.done(outcome.changed().subList(0, rows.size()));
    }
    announce(chunk, staged);
    Outcome outcome = rows.isEmpty() ? Outcome.done(List.of()) : warehouse.run(rows);
    if (outcome.refused().isEmpty()) {
      ledger.note(request, entry);
    }
    return outcome;
  }

  /** Rows without a key can't be told from those of a try that may have come to its end. */
  private void announce(Chunk chunk, long staged) {
    if (request.mode() == WriteMode.APPEND) {
      long before = new Summary(warehouse, target, Optional.empty()).rows();
      Intent intent = new Intent(before, staged - bad.size());
      ledger.note(request, new Entry(chunk, Optional.of(intent)));
    }
  }

  /** Finds out which rows are bad. */
  private void apart(long numbered, String reason, Chunk chunk) {
    if (reason.contains(Ledger.OVERTAKEN)) {
      throw LedgerKeeping.overtaken(request, chunk);
    }
    try (Trial trial =
        warehouse.trial(target, staging.trial()).orElseThrow(() -> refused(reason))) {
      Merge tried = new Merge(warehouse, request, trial.target(), staging);
      halves(trial, tried, new Range(1, numbered + 1), reason);
    }
  }

  /** Tries a range that failed as a whole by its halves. */
  private void halves(Trial trial, Merge tried, Range range, String reason) {
    if (range.single()) {
      bad.put(range.first(), reason);
      if (bad.size() > MOST_BAD) {
        throw refused(MOST_BAD + " rows of one chunk and more were refused; the last: " + reason);
      }
      return;
    }
    for (Range half : range.halves()) {
      trial
          .run(tried.statements(half, Set.of()))
          .refused()
          .ifPresent(why -> halves(trial, tried, half, why));
    }
  }

  private Failure refused(String reason) {
    return new Failure.Data(
        "stream "
            + request.stream()
            + ": "
            + request.target()
            + " did not take the rows: "
            + reason,
        "compare the rows with the target's columns and constraints; nothing of this chunk is"
            + " noted as written");
  }

  private Changes changes(Changed done, long staged) {
    if (request.mode() == WriteMode.APPEND) {
      return Changes.created(done.inserted());
    }
    boolean repeated = !bad.isEmpty() || done.inserted() + done.updated() < staged;
    long rows = repeated ? merge.staged() - bad.size() : staged;
    return new Changes(
        done.inserted(), done.updated(), rows - done.inserted() - done.updated(), done.deleted());
  }

  /** A number may be missing, where its row was outdated by a later one. */
  private void reject(long number, String reason, List<Rejection> rejections) {
    Dialect dialect = warehouse.dialect();
    String sql =
        "SELECT "
            + staging.columns().stream()
                .skip(1)
                .map(
                    column ->
                        dialect.printed(dialect.quoted(column.name()), Terms.nativeType(column)))
                .collect(joining(", "))
            + " FROM "
            + staging.sql()
            + " WHERE "
            + dialect.quoted(Warehouse.ROW)
            + " = "
            + number;
    try (Pages pages = warehouse.query(sql)) {
      for (var page = pages.next(); page.isPresent(); page = pages.next()) {
        page.get().stream().map(row -> rejection(row, reason)).forEach(rejections::add);
      }
    }
  }

  private Rejection rejection(@Nullable String[] row, String reason) {
    RowBatch batch = new RowBatch(request.schema());
    for (int i = 0; i < batch.schema().size(); i++) {
      append(batch.cells(i), staging.columns().get(i + 1), row[i]);
    }
    batch.endRow();
    return new Rejection(
        Rejection.Stage.WRITE,
        RowJson.write(batch, 0),
        RefusedColumn.of(request, reason),
        reason,
        "");
  }

  private void append(Cells cells, Column column, @Nullable String printed) {
    if (printed == null) {
      cells.appendNull();
      return;
    }
    try {
      warehouse.dialect().append(cells, Terms.nativeType(column), printed);
    } catch (CellText.Misfit e) {
      throw new IllegalStateException("a staged row is not of its own type", e);
    }
  }
}
