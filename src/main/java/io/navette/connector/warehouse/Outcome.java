package io.navette.connector.warehouse;

import io.navette.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What became of statements.
 *
 * @param changed per statement that changes rows, in order; empty where the rows were refused
 * @param refused why the warehouse did not take the rows; nothing was changed then by the statement
 *     that failed
 */
public record Outcome(List<Changed> changed, Optional<String> refused) {
  public Outcome {
    changed = List.copyOf(changed);
  }

  /** What one statement did to rows. */
  public record Changed(long inserted, long updated, long deleted) {
    private static final Changed NONE = new Changed(0, 0, 0);

    private Changed plus(Changed other) {
      return new Changed(
          inserted + other.inserted, updated + other.updated, deleted + other.deleted);
    }
  }

  /** All statements were carried out. */
  public static Outcome done(List<Changed> changed) {
    return new Outcome(changed, Optional.empty());
  }

  /** The rows are not what the table takes. */
  public static Outcome refused(String reason) {
    return new Outcome(List.of(), Optional.of(reason));
  }

  /** Fails where the warehouse refused a statement that no row can be blamed for. */
  void require(String what) {
    refused.ifPresent(
        reason -> {
          throw new Failure.Remote(
              what + ": " + reason, "run again; if it stays so, look at the table");
        });
  }

  Changed sum() {
    return changed.stream().reduce(Changed.NONE, Changed::plus);
  }
}
