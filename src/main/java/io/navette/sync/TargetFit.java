package io.navette.sync;

import io.navette.connector.TableKeeping;
import io.navette.failure.Failure;
import io.navette.mapping.Fit;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import io.navette.sync.StreamRule.SchemaPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds a mapping's columns against the target's: what must be added, what must be converted, and
 * what would be lost by it.
 *
 * @param casts the target's type for columns that must be converted to it
 */
record TargetFit(SchemaChange change, Map<String, ColumnType> casts) {

  /**
   * @param where names job and stream, for messages
   * @throws Failure.Configuration listing all columns that would lose something, or that are
   *     missing under {@code schema: freeze}
   */
  static TargetFit of(
      TableKeeping tables, String target, Schema output, StreamRule rule, String where) {
    Optional<Schema> existing = tables.schema(target);
    List<Column> missing = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> lossy = new ArrayList<>();
    Map<String, ColumnType> casts = new HashMap<>();
    for (Column column : output.columns()) {
      Optional<Column> found = find(existing, column.name());
      if (found.isEmpty()) {
        missing.add(column);
      }
      ColumnType stored = found.orElseGet(() -> tables.stored(column)).type();
      Optional<String> loss = Fit.loss(column.type(), stored);
      if (loss.isPresent() && !rule.acceptLoss().contains(column.name())) {
        lossy.add(column.name());
        problems.add(column.name() + ": " + column.type() + " -> " + stored + ": " + loss.get());
      }
      if (!Fit.same(column.type(), stored)) {
        casts.put(column.name(), stored);
      }
    }
    refuse(where, target, problems, lossy);
    return new TargetFit(change(existing, missing, target, rule, where), casts);
  }

  private static Optional<Column> find(Optional<Schema> schema, String name) {
    OptionalInt position = schema.map(known -> known.find(name)).orElse(OptionalInt.empty());
    return position.isPresent()
        ? Optional.of(schema.orElseThrow().column(position.getAsInt()))
        : Optional.empty();
  }

  private static void refuse(
      String where, String target, List<String> problems, List<String> lossy) {
    if (!problems.isEmpty()) {
      throw new Failure.Configuration(
          where
              + ": writing to "
              + target
              + " would lose data:\n  "
              + String.join("\n  ", problems),
          "to accept it, add to the stream: accept_loss: [" + String.join(", ", lossy) + "]");
    }
  }

  private static SchemaChange change(
      Optional<Schema> existing,
      List<Column> missing,
      String target,
      StreamRule rule,
      String where) {
    if (rule.schema() == SchemaPolicy.FREEZE && !missing.isEmpty()) {
      String lacking =
          existing.isEmpty()
              ? "it does not exist"
              : "it lacks " + String.join(", ", missing.stream().map(Column::name).toList());
      throw new Failure.Configuration(
          where + ": schema: freeze, and target " + target + " does not fit: " + lacking,
          "create what is missing, leave the columns out, or set schema: evolve");
    }
    return new SchemaChange(existing.isEmpty(), existing.isEmpty() ? List.of() : missing);
  }
}
