package io.navette.sync;

import io.navette.connector.Digesting;
import io.navette.connector.Filtering;
import io.navette.failure.Failure;
import io.navette.sync.StreamRule.VerifyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts rows on both sides and holds them against what the run says it did.
 *
 * <p>The target is counted where it can be; the source where it can be and the whole of it was
 * read.
 */
final class CountCheck {
  private final RunScope scope;
  private final StreamPlan plan;
  private final boolean wanted;
  private final long before;

  /** Counts the target before the first row; -1 where that is not asked for or not possible. */
  CountCheck(RunScope scope, StreamPlan plan) {
    this.scope = scope;
    this.plan = plan;
    VerifyLevel level = scope.options().verify().orElse(plan.rule().verify());
    // A digest counts as well.
    this.wanted = level == VerifyLevel.COUNTS || level == VerifyLevel.ROWS;
    this.before = wanted ? countTarget() : -1;
  }

  /**
   * @param passRows rows the target accepted in the whole pass
   * @throws Failure.Mismatch with both numbers
   */
  void check(Tally tally, long passRows, boolean wholePassInThisRun) {
    if (!wanted) {
      return;
    }
    boolean sourceToo = wholePassInThisRun && !scope.options().ranged() && plan.cursor().isEmpty();
    List<String> differences = new ArrayList<>();
    synchronized (scope.lock()) {
      Optional<Aside<Long>> source = sourceToo ? countSource() : Optional.empty();
      checkTarget(tally, passRows, differences);
      source.ifPresent(count -> checkSource(count.take(), tally, differences));
    }
    if (!differences.isEmpty()) {
      throw new Failure.Mismatch(
          "stream " + plan.stream() + ": verify: " + String.join("; ", differences),
          "see navette history show " + scope.run());
    }
  }

  private void checkTarget(Tally tally, long passRows, List<String> differences) {
    long after = countTarget();
    if (after < 0) {
      return;
    }
    boolean replaced = plan.rule().mode().wholeStream();
    long expected =
        replaced ? passRows : before + tally.changes().created() - tally.changes().deleted();
    boolean keyed = replaced && !plan.key().isEmpty();
    // Two source rows with one key become one row of the target.
    if (keyed ? after > expected || (after == 0 && expected > 0) : after != expected) {
      differences.add(
          "target " + plan.target() + " holds " + after + " rows, " + expected + " expected");
    }
  }

  private static void checkSource(long rows, Tally tally, List<String> differences) {
    if (rows != tally.read()) {
      differences.add("source holds " + rows + " rows, " + tally.read() + " were read");
    }
  }

  /** Both sides count at the same time; the caller holds the lock for both. */
  private Optional<Aside<Long>> countSource() {
    if (!(scope.source() instanceof Digesting source)) {
      return Optional.empty();
    }
    boolean pushed = scope.source() instanceof Filtering;
    Optional<String> where = pushed ? plan.rule().where() : Optional.empty();
    return Optional.of(
        new Aside<>(
            "count " + plan.stream(),
            scope.cancellation(),
            () -> source.count(plan.stream(), where, plan.rule().options())));
  }

  private long countTarget() {
    if (!(scope.sink() instanceof Digesting target)) {
      return -1;
    }
    synchronized (scope.lock()) {
      return target.count(plan.target(), Optional.empty(), plan.rule().targetOptions());
    }
  }
}
