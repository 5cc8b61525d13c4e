package io.navette.history;

import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of records that a job sent to a target. */
final class SentRecords implements IdMap {
  private static final int KEYS_AT_ONCE = 500;
  private static final String SAVE =
      """
      INSERT INTO sent (job, target, record, remote, content, sends, outcome, message, run, changed,
        chunk) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
      ON CONFLICT (job, target, record) DO UPDATE SET
        remote = coalesce(excluded.remote, sent.remote), content = excluded.content,
        sends = sent.sends + 1, message = excluded.message,
        run = excluded.run, changed = excluded.changed,
        outcome = CASE WHEN excluded.outcome = 'unchanged' AND sent.outcome IN ('created', 'updated')
          THEN sent.outcome ELSE excluded.outcome END
      """;

  /** What was known of a row stays, but for its outcome. */
  private static final String DOUBT =
      """
      INSERT INTO sent (job, target, record, remote, content, sends, outcome, message, run, changed,
        chunk) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)
      ON CONFLICT (job, target, record) DO UPDATE SET outcome = excluded.outcome,
        message = excluded.message, run = excluded.run, changed = excluded.changed
      """;

  /** A row in doubt that the target refused is no longer in doubt. */
  private static final String REFUSE =
      """
      UPDATE sent SET message = ?, run = ?, changed = ?,
        outcome = CASE WHEN outcome = 'unknown' THEN 'rejected' ELSE outcome END
      WHERE job = ? AND target = ? AND record = ?
      """;

  private final Database database;
  private final String job;
  private final String target;
  private final String run;
  private final boolean adding;

  SentRecords(Database database, String job, String target, String run) {
    this(database, job, target, run, false);
  }

  private SentRecords(Database database, String job, String target, String run, boolean adding) {
    this.database = database;
    this.job = job;
    this.target = target;
    this.run = run;
    this.adding = adding;
  }

  @Override
  public IdMap added() {
    return new SentRecords(database, job, target, run, true);
  }

  /**
   * Removes what was kept of rows that were added before a moment, but for those in doubt. Rows
   * with keys stay: without them a next run would add what is there already.
   */
  static long prune(Statements tables, Instant before) throws SQLException {
    return tables.update(
        """
        DELETE FROM sent WHERE changed < ? AND outcome <> 'unknown' AND chunk < (
          SELECT sent_chunk.chunk FROM sent_chunk
          WHERE sent_chunk.job = sent.job AND sent_chunk.target = sent.target)
        """,
        before.toEpochMilli());
  }

  @Override
  public Map<String, Known> find(Collection<String> keys) {
    Map<String, Known> found = new HashMap<>();
    for (Known known : list("record", keys)) {
      found.put(known.key(), known);
    }
    return found;
  }

  @Override
  public Map<String, String> owners(Collection<String> remoteIds) {
    Map<String, String> owners = new HashMap<>();
    for (Known known : list("remote", remoteIds)) {
      known.remoteId().ifPresent(id -> owners.put(id, known.key()));
    }
    return owners;
  }

  private List<Known> list(String column, Collection<String> values) {
    List<Known> found = new ArrayList<>();
    List<String> all = List.copyOf(values);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      List<@Nullable Object> arguments = new ArrayList<>(List.of(job, target));
      arguments.addAll(some);
      String marks = "?, ".repeat(some.size() - 1) + "?";
      found.addAll(
          database.read(
              tables ->
                  tables.list(
                      "SELECT * FROM sent WHERE job = ? AND target = ? AND "
                          + column
                          + " IN ("
                          + marks
                          + ")",
                      SentRecords::read,
                      arguments.toArray())));
    }
    return found;
  }

  private static Known read(ResultSet row) throws SQLException {
    return new Known(
        row.getString("record"),
        Optional.ofNullable(row.getString("remote")),
        row.getString("content"),
        row.getLong("sends"),
        Receipt.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
        row.getString("run"));
  }

  @Override
  public void save(List<Receipt> receipts) {
    @Nullable Long chunk = adding ? (Long) chunk() : null;
    database.write(
        tables -> {
          List<@Nullable Object[]> saved = new ArrayList<>();
          List<@Nullable Object[]> doubted = new ArrayList<>();
          List<@Nullable Object[]> refused = new ArrayList<>();
          for (Receipt receipt : receipts) {
            switch (receipt.outcome()) {
              case REJECTED ->
                  refused.add(
                      new @Nullable Object[] {
                        receipt.message(), run, tables.now(), job, target, receipt.key()
                      });
              case UNKNOWN -> doubted.add(row(receipt, tables.now(), chunk));
              case CREATED, UPDATED, UNCHANGED, DELETED ->
                  saved.add(row(receipt, tables.now(), chunk));
            }
          }
          tables.batch(DOUBT, doubted);
          tables.batch(SAVE, saved);
          tables.batch(REFUSE, refused);
          return receipts.size();
        });
  }

  private @Nullable Object[] row(Receipt receipt, long now, @Nullable Long chunk) {
    return new @Nullable Object[] {
      job,
      target,
      receipt.key(),
      receipt.remoteId().orElse(null),
      receipt.content(),
      receipt.outcome().name().toLowerCase(Locale.ROOT),
      receipt.message(),
      run,
      now,
      chunk
    };
  }

  @Override
  public List<Known> present() {
    return database.read(
        tables ->
            tables.list(
                "SELECT * FROM sent WHERE job = ? AND target = ?"
                    + " AND outcome IN ('created', 'updated') ORDER BY record",
                SentRecords::read,
                job,
                target));
  }

  @Override
  public long chunk() {
    return database
        .read(
            tables ->
                tables.first(
                    "SELECT chunk FROM sent_chunk WHERE job = ? AND target = ?",
                    row -> row.getLong(1),
                    job,
                    target))
        .orElse(0L);
  }

  @Override
  public void nextChunk() {
    database.write(
        tables ->
            tables.update(
                """
                INSERT INTO sent_chunk (job, target, chunk) VALUES (?, ?, 1)
                ON CONFLICT (job, target) DO UPDATE SET chunk = sent_chunk.chunk + 1
                """,
                job,
                target));
  }
}
