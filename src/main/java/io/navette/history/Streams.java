package io.navette.history;

import io.navette.connector.Changes;
import io.navette.row.Bookmark;
import io.navette.sync.StreamOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of streams per run. */
final class Streams {
  private final Database database;

  Streams(Database database) {
    this.database = database;
  }

  void record(String run, StreamOutcome outcome) {
    database.write(
        tables -> {
          tables.update("DELETE FROM stream WHERE run = ? AND name = ?", run, outcome.stream());
          return insert(tables, run, outcome);
        });
  }

  private static int insert(Statements tables, String run, StreamOutcome outcome)
      throws SQLException {
    return tables.update(
        """
        INSERT INTO stream (run, job, name, target, exit_code, error, rows_read, skipped, rejected,
          created, updated, unchanged, deleted, bytes, bookmark_before, bookmark_after, phases,
          elapsed)
        SELECT id, job, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM run WHERE id = ?
        """,
        outcome.stream(),
        outcome.target(),
        outcome.exit(),
        outcome.error().orElse(null),
        outcome.read(),
        outcome.skipped(),
        outcome.rejected(),
        outcome.changes().created(),
        outcome.changes().updated(),
        outcome.changes().unchanged(),
        outcome.changes().deleted(),
        outcome.bytes(),
        outcome.before().map(Bookmark::json).orElse(null),
        outcome.after().map(Bookmark::json).orElse(null),
        PhaseText.write(outcome.phases()),
        PhaseText.micros(outcome.elapsed()),
        run);
  }

  List<StreamOutcome> of(String run) {
    return database.read(
        tables ->
            tables.list("SELECT * FROM stream WHERE run = ? ORDER BY name", Streams::read, run));
  }

  List<Long> rowsRead(String job, String stream, int runs) {
    return database.read(
        tables ->
            tables.list(
                """
                SELECT rows_read FROM stream WHERE job = ? AND name = ? AND exit_code = 0
                ORDER BY run DESC LIMIT ?
                """,
                row -> row.getLong(1),
                job,
                stream,
                runs));
  }

  private static StreamOutcome read(ResultSet row) throws SQLException {
    return new StreamOutcome(
        row.getString("name"),
        row.getString("target"),
        row.getInt("exit_code"),
        Optional.ofNullable(row.getString("error")),
        row.getLong("rows_read"),
        row.getLong("skipped"),
        row.getLong("rejected"),
        new Changes(
            row.getLong("created"),
            row.getLong("updated"),
            row.getLong("unchanged"),
            row.getLong("deleted")),
        row.getLong("bytes"),
        Optional.ofNullable(row.getString("bookmark_before")).map(Bookmark::new),
        Optional.ofNullable(row.getString("bookmark_after")).map(Bookmark::new),
        PhaseText.parse(row.getString("phases")),
        PhaseText.duration(row.getLong("elapsed")));
  }
}
