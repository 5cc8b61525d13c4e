package io.navette.history;

import io.navette.row.Bookmark;
import io.navette.sync.RunIds;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of bookmarks. */
final class Bookmarks {
  private static final String SET =
      """
      INSERT INTO bookmark (job, stream, position, run, changed, overridden)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (job, stream) DO UPDATE SET former = bookmark.position,
        position = excluded.position, run = excluded.run, changed = excluded.changed,
        overridden = coalesce(excluded.overridden, bookmark.overridden)
      """;

  private final Database database;

  Bookmarks(Database database) {
    this.database = database;
  }

  Optional<Bookmark> find(String job, String stream) {
    return database
        .read(
            tables ->
                tables.first(
                    "SELECT position FROM bookmark WHERE job = ? AND stream = ?",
                    row -> Optional.ofNullable(row.getString(1)),
                    job,
                    stream))
        .flatMap(position -> position)
        .map(Bookmark::new);
  }

  Optional<String> overridden(String job, String stream) {
    return database
        .read(
            tables ->
                tables.first(
                    "SELECT overridden FROM bookmark WHERE job = ? AND stream = ?",
                    row -> Optional.ofNullable(row.getString(1)),
                    job,
                    stream))
        .flatMap(at -> at);
  }

  void save(String job, String stream, @Nullable String position, @Nullable String run) {
    database.write(tables -> tables.update(SET, job, stream, position, run, tables.now(), null));
  }

  /** An operator's word: it must sort after all runs so far, on hosts whose clock is ahead, too. */
  void override(String job, String stream, @Nullable String position) {
    database.write(
        tables -> {
          String now = RunIds.next(Instant.ofEpochMilli(tables.now()), new SecureRandom());
          String newest =
              tables
                  .first(
                      "SELECT coalesce(max(id), '') FROM run WHERE job = ?",
                      row -> row.getString(1),
                      job)
                  .orElse("");
          String at = newest.compareTo(now) >= 0 ? newest + "~" : now;
          return tables.update(SET, job, stream, position, null, tables.now(), at);
        });
  }

  List<StreamState> list(Optional<String> job, Optional<String> stream) {
    String condition =
        (job.isPresent() ? " AND job = ?" : "") + (stream.isPresent() ? " AND stream = ?" : "");
    Object[] arguments =
        java.util.stream.Stream.of(job, stream).flatMap(Optional::stream).toArray();
    return database.read(
        tables ->
            tables.list(
                "SELECT * FROM bookmark WHERE 1 = 1" + condition + " ORDER BY job, stream",
                Bookmarks::read,
                arguments));
  }

  private static StreamState read(ResultSet row) throws SQLException {
    return new StreamState(
        row.getString("job"),
        row.getString("stream"),
        Optional.ofNullable(row.getString("position")).map(Bookmark::new),
        Optional.ofNullable(row.getString("former")).map(Bookmark::new),
        Optional.ofNullable(row.getString("run")),
        Instant.ofEpochMilli(row.getLong("changed")));
  }
}
