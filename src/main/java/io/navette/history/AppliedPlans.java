package io.navette.history;

import io.navette.sync.PlanUses;
import java.util.Optional;

/** The table of plans that were applied. */
final class AppliedPlans implements PlanUses {
  private final Database database;

  AppliedPlans(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Use> use(String plan) {
    return database.read(
        tables ->
            tables.first(
                "SELECT run, finished FROM applied_plan WHERE id = ?",
                row -> new Use(row.getString(1), row.getObject(2) != null),
                plan));
  }

  @Override
  public void beginUse(String plan, String job, String run) {
    database.write(
        tables ->
            tables.update(
                """
                INSERT INTO applied_plan (id, job, run, began) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET run = excluded.run, began = excluded.began
                """,
                plan,
                job,
                run,
                tables.now()));
  }

  @Override
  public void finishUse(String plan) {
    database.write(
        tables ->
            tables.update("UPDATE applied_plan SET finished = ? WHERE id = ?", tables.now(), plan));
  }
}
