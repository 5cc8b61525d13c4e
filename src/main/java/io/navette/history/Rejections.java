package io.navette.history;

import io.navette.row.Rejection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of rejected rows. */
final class Rejections {
  private final Database database;
  private final Policy policy;

  Rejections(Database database, Policy policy) {
    this.database = database;
    this.policy = policy;
  }

  void keep(String run, String job, String stream, List<Rejection> rejections) {
    if (rejections.isEmpty()) {
      return;
    }
    database.write(
        tables -> {
          tables.update(
              "UPDATE run SET rejections_seen = rejections_seen + ? WHERE id = ?",
              (long) rejections.size(),
              run);
          long kept =
              tables
                  .first("SELECT rejections_kept FROM run WHERE id = ?", row -> row.getLong(1), run)
                  .orElse(0L);
          int room = Math.clamp(policy.rejectionsPerRun() - kept, 0, rejections.size());
          insert(
              tables,
              new Origin(run, job, stream, numbers(tables, room)),
              rejections.subList(0, room));
          return tables.update("UPDATE run SET rejections_kept = ? WHERE id = ?", kept + room, run);
        });
  }

  private record Origin(String run, String job, String stream, long first) {}

  /** Reserves so many numbers, and returns the first; they are never given twice. */
  private static long numbers(Statements tables, int count) throws SQLException {
    tables.update("UPDATE rejection_number SET last = last + ?", count);
    return tables
        .first("SELECT last - ? + 1 FROM rejection_number", row -> row.getLong(1), count)
        .orElseThrow();
  }

  private static void insert(Statements tables, Origin origin, List<Rejection> rejections)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Rejection rejection : rejections) {
      rows.add(
          new @Nullable Object[] {
            origin.run(),
            origin.first() + rows.size(),
            origin.job(),
            origin.stream(),
            rejection.stage().name().toLowerCase(Locale.ROOT),
            rejection.row(),
            rejection.column().orElse(null),
            rejection.reason(),
            rejection.position(),
            tables.now()
          });
    }
    tables.batch(
        """
        INSERT INTO rejection (run, number, job, stream, stage, content, culprit, reason, place,
          kept_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  List<KeptRejection> of(String run, Optional<String> stream, int limit) {
    List<Object> arguments = new ArrayList<>(List.of(run));
    stream.ifPresent(arguments::add);
    arguments.add(limit);
    return database.read(
        tables ->
            tables.list(
                "SELECT * FROM rejection WHERE run = ?"
                    + (stream.isPresent() ? " AND stream = ?" : "")
                    + " ORDER BY number LIMIT ?",
                Rejections::read,
                arguments.toArray()));
  }

  void markReplayed(List<Long> numbers, String by) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    numbers.forEach(number -> rows.add(new @Nullable Object[] {by, number}));
    database.write(
        tables -> {
          tables.batch("UPDATE rejection SET replayed = ? WHERE number = ?", rows);
          return rows.size();
        });
  }

  /** Behind all others, so that numbers keep the order in which replays meet them. */
  void markRefused(long number, String reason) {
    database.write(
        tables ->
            tables.update(
                "UPDATE rejection SET number = ?, reason = ? WHERE number = ?",
                numbers(tables, 1),
                reason,
                number));
  }

  private static KeptRejection read(ResultSet row) throws SQLException {
    return new KeptRejection(
        row.getString("run"),
        row.getLong("number"),
        row.getString("job"),
        row.getString("stream"),
        new Rejection(
            Rejection.Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
            row.getString("content"),
            Optional.ofNullable(row.getString("culprit")),
            row.getString("reason"),
            row.getString("place")),
        Instant.ofEpochMilli(row.getLong("kept_at")),
        Optional.ofNullable(row.getString("replayed")));
  }
}
