package io.navette.connector.rest.write;

import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRow.Action;
import io.navette.connector.PlannedRow.Field;
import io.navette.connector.PlannedRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds a plan against the same rows planned anew. */
final class PlanDifferences {
  private final PlannedRows planned;
  private final boolean resumed;
  private final boolean comparing;

  /**
   * @param resumed whether a run with this plan was killed, so that some rows are done
   * @param comparing whether what the target holds can be held against what is sent
   */
  PlanDifferences(PlannedRows planned, boolean resumed, boolean comparing) {
    this.planned = planned;
    this.resumed = resumed;
    this.comparing = comparing;
  }

  /** In sentences; empty when all is as it was. Rows that the plan does not send don't count. */
  List<String> of(PlannedRows now) {
    if (!resumed && now.chunk() != planned.chunk()) {
      return List.of("another run of the job has written to it since");
    }
    Map<String, PlannedRow> byKey = new HashMap<>();
    now.rows().forEach(row -> byKey.put(row.key(), row));
    List<String> differences = new ArrayList<>();
    for (PlannedRow row : planned.rows()) {
      if (!row.action().rejects()) {
        Optional<PlannedRow> found = Optional.ofNullable(byKey.get(row.key()));
        if (!found.equals(Optional.of(row)) && !done(row, found)) {
          differences.add(row.key() + ": " + text(row, found));
        }
      }
    }
    return differences;
  }

  /** Whether the killed run can have left it so. */
  private boolean done(PlannedRow row, Optional<PlannedRow> now) {
    if (!resumed) {
      return false;
    }
    if (now.isEmpty() || now.get().action() == Action.UNCHANGED) {
      return true;
    }
    // It was sent and no answer came; or the target can't tell whether it was.
    return now.get().action() == Action.REFUSED
        || (!comparing && row.action().changes() && now.get().action().changes());
  }

  private static String text(PlannedRow row, Optional<PlannedRow> found) {
    if (found.isEmpty()) {
      return "another run has sent it or taken it away since";
    }
    PlannedRow now = found.get();
    if (now.action().rejects()) {
      return now.reason();
    }
    if (now.action() != row.action()) {
      return "planned as " + word(row.action()) + ", and would be " + word(now.action()) + " now";
    }
    if (!now.remoteId().equals(row.remoteId())) {
      return "the plan saw record "
          + row.remoteId().orElse("-")
          + ", now it is "
          + now.remoteId().orElse("-");
    }
    if (now.sends() != row.sends()) {
      return "another run has sent it since";
    }
    return field(row.fields(), now.fields());
  }

  private static String field(List<Field> planned, List<Field> now) {
    Map<String, Field> before = new HashMap<>();
    planned.forEach(field -> before.put(field.path(), field));
    for (Field field : now) {
      Field old = before.remove(field.path());
      if (old == null) {
        return field.path() + " is " + held(field) + " now, and was " + field.after();
      }
      if (!old.before().equals(field.before())) {
        return field.path() + " is " + held(field) + " now, and was " + held(old);
      }
      if (!old.after().equals(field.after())) {
        return field.path() + " would be sent as " + field.after() + ", planned " + old.after();
      }
    }
    return before.values().stream()
        .findFirst()
        .map(field -> field.path() + " is " + field.after() + " now, and was " + held(field))
        .orElse("it is sent in another way than planned");
  }

  private static String held(Field field) {
    return field.before().orElse("empty");
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
