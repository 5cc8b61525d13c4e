package io.navette.history;

import io.navette.failure.Failure;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The table of runs. */
final class Runs {
  private static final String LAST = "last";
  private static final String LAST_OF = "last:";

  private static final String SELECT =
      """
      SELECT run.*, t.streams, t.rows_read, t.written, t.unchanged, t.deleted, t.rejected
      FROM run LEFT JOIN (
        SELECT run, count(*) AS streams, sum(rows_read) AS rows_read,
          sum(created) + sum(updated) AS written, sum(unchanged) AS unchanged,
          sum(deleted) AS deleted, sum(rejected) AS rejected
        FROM stream GROUP BY run) t ON t.run = run.id
      """;

  /** Newest first; of those that began in the same millisecond the one recorded last. */
  private static final String NEWEST = " ORDER BY started DESC, number DESC, id DESC";

  private final Database database;
  private final Holder holder;
  private final Policy policy;

  Runs(Database database, Holder holder, Policy policy) {
    this.database = database;
    this.holder = holder;
    this.policy = policy;
  }

  void begin(RunStart start) {
    database.write(
        tables -> {
          markKilled(tables);
          return insert(tables, start, RunState.RUNNING);
        });
  }

  void skip(RunStart start, String reason) {
    database.write(
        tables -> {
          insert(tables, start, RunState.SKIPPED);
          return tables.update("UPDATE run SET error = ? WHERE id = ?", reason, start.id());
        });
  }

  private static int insert(Statements tables, RunStart start, RunState state) throws SQLException {
    return tables.update(
        """
        INSERT INTO run (id, job, source, target, started_by, host, login, pid, config_hash,
          started, state, number)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(number), 0) + 1 FROM run
        """,
        start.id(),
        start.job(),
        start.source(),
        start.target(),
        start.trigger().name().toLowerCase(Locale.ROOT),
        start.host(),
        start.user(),
        start.pid(),
        start.configHash(),
        start.at().toEpochMilli(),
        state.toString());
  }

  void finish(RunOutcome outcome) {
    database.write(
        tables -> {
          tables.update(
              """
              UPDATE run SET state = 'ended', exit_code = ?, error = ?, finished = ?, elapsed = ?
              WHERE id = ?
              """,
              outcome.exit(),
              outcome.error().orElse(null),
              outcome.finished().toEpochMilli(),
              PhaseText.micros(outcome.elapsed()),
              outcome.run());
          return tables.update(
              "DELETE FROM rejection WHERE kept_at < ?",
              tables.now() - policy.keepRejections().toMillis());
        });
  }

  List<RunRecord> list(RunFilter filter) {
    List<Object> arguments = new ArrayList<>();
    String condition = condition(filter, arguments);
    arguments.add(filter.limit());
    return database.write(
        tables -> {
          markKilled(tables);
          return tables.list(
              SELECT + condition + NEWEST + " LIMIT ?", Runs::read, arguments.toArray());
        });
  }

  private static String condition(RunFilter filter, List<Object> arguments) {
    StringBuilder condition = new StringBuilder("WHERE 1 = 1");
    filter
        .job()
        .ifPresent(
            job -> {
              condition.append(" AND run.job = ?");
              arguments.add(job);
            });
    filter.outcome().ifPresent(outcome -> condition.append(" AND ").append(outcome.condition));
    filter
        .since()
        .ifPresent(
            since -> {
              condition.append(" AND started >= ?");
              arguments.add(since.toEpochMilli());
            });
    return condition.toString();
  }

  RunRecord find(String wanted) {
    if (wanted.equals(LAST)) {
      return latest(Optional.empty());
    }
    if (wanted.startsWith(LAST_OF)) {
      return latest(Optional.of(wanted.substring(LAST_OF.length())));
    }
    List<RunRecord> found =
        database.write(
            tables -> {
              markKilled(tables);
              return tables.list(
                  SELECT + "WHERE substr(id, 1, ?) = ?" + NEWEST + " LIMIT 3",
                  Runs::read,
                  wanted.length(),
                  wanted);
            });
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new Failure.Usage(
        found.isEmpty()
            ? "no run's id begins with " + wanted
            : "several runs' ids begin with " + wanted + ", among them " + ids(found),
        "list the runs: navette history list");
  }

  private RunRecord latest(Optional<String> job) {
    return list(new RunFilter(job, Optional.empty(), Optional.empty(), 1)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new Failure.Usage(
                    "the history holds no run yet" + job.map(name -> " of " + name).orElse(""),
                    "run a job: navette sync"));
  }

  private static String ids(List<RunRecord> runs) {
    return String.join(", ", runs.stream().map(run -> run.start().id()).toList());
  }

  /**
   * A run that recorded no outcome and holds no lease is dead; so is one whose process on this host
   * is gone.
   */
  private void markKilled(Statements tables) throws SQLException {
    tables.update(
        """
        UPDATE run SET state = 'killed' WHERE state = 'running' AND NOT EXISTS (
          SELECT 1 FROM lease WHERE lease.job = run.job AND lease.run = run.id AND expires > ?)
        """,
        tables.now());
    List<String[]> here =
        tables.list(
            """
            SELECT run.id, run.pid FROM run JOIN lease ON lease.run = run.id
            WHERE state = 'running' AND lease.host = ? AND lease.space = ?
            """,
            row -> new String[] {row.getString(1), row.getString(2)},
            holder.host(),
            ProcessSpace.name());
    for (String[] run : here) {
      if (!ProcessSpace.alive(Long.parseLong(run[1]))) {
        tables.update("UPDATE run SET state = 'killed' WHERE id = ?", run[0]);
      }
    }
  }

  private static RunRecord read(ResultSet row) throws SQLException {
    int exit = row.getInt("exit_code");
    OptionalInt code = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exit);
    return new RunRecord(
        start(row),
        RunState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        code,
        Optional.ofNullable(row.getString("error")),
        number(row, "finished").map(Instant::ofEpochMilli),
        number(row, "elapsed").map(PhaseText::duration),
        totals(row),
        row.getLong("rejections_kept"));
  }

  private static RunStart start(ResultSet row) throws SQLException {
    return new RunStart(
        row.getString("id"),
        row.getString("job"),
        row.getString("source"),
        row.getString("target"),
        Trigger.valueOf(row.getString("started_by").toUpperCase(Locale.ROOT)),
        row.getString("host"),
        row.getString("login"),
        row.getLong("pid"),
        row.getString("config_hash"),
        Instant.ofEpochMilli(row.getLong("started")));
  }

  private static RunRecord.Totals totals(ResultSet row) throws SQLException {
    return new RunRecord.Totals(
        row.getLong("streams"),
        row.getLong("rows_read"),
        row.getLong("written"),
        row.getLong("unchanged"),
        row.getLong("deleted"),
        row.getLong("rejected"));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  Pruned prune(Instant before, int keepLast) {
    return database.write(
        tables -> {
          List<String> old =
              tables.list(
                  """
                  SELECT id FROM (
                    SELECT id, started, state,
                      row_number() OVER (PARTITION BY job
                        ORDER BY started DESC, number DESC, id DESC) AS place FROM run) r
                  WHERE started < ? AND place > ? AND state <> 'running'
                  """,
                  row -> row.getString(1),
                  before.toEpochMilli(),
                  keepLast);
          long rejections = 0;
          for (String run : old) {
            rejections += tables.update("DELETE FROM rejection WHERE run = ?", run);
            tables.update("DELETE FROM stream WHERE run = ?", run);
            tables.update("DELETE FROM run WHERE id = ?", run);
          }
          tables.update("DELETE FROM applied_plan WHERE began < ?", before.toEpochMilli());
          return new Pruned(old.size(), rejections, SentRecords.prune(tables, before));
        });
  }

  static Duration median(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }
}
