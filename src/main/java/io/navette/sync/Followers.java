package io.navette.sync;

import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.Receipt;
import io.navette.connector.Rekeying;
import io.navette.mapping.Mapped;
import io.navette.row.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that goes along with a stream's rows, in the order in which it must. */
final class Followers {
  private final RunScope scope;
  private final StreamPlan plan;
  private final List<Follower> all = new ArrayList<>();
  private final Optional<Acknowledgement> acknowledgement;
  private final Refused refused;

  Followers(RunScope scope, StreamPlan plan, Tally tally) {
    this.scope = scope;
    this.plan = plan;
    this.refused = new Refused(plan.mapping().output(), plan.key());
    StreamRule rule = plan.rule();
    if (rule.exchange().distinct()) {
      all.add(new DistinctRows(plan));
    }
    if (rule.exchange().onlyChanged()) {
      Contents contents = scope.journal().contents(plan.job(), plan.ledgerStream());
      if (scope.options().fullRefresh() || plan.change().create() || isEmptied()) {
        contents.forget();
      }
      all.add(new ChangedRows(plan, contents, tally));
    }
    if (!rule.exchange().identity().isEmpty() && scope.sink() instanceof Rekeying target) {
      all.add(
          new MovedRows(
              plan,
              scope.journal().ids(plan.job(), plan.target(), scope.run()),
              (table, before, after) -> {
                synchronized (scope.lock()) {
                  return target.rekey(table, before, after);
                }
              }));
    }
    this.acknowledgement =
        rule.exchange().acknowledge().map(set -> new Acknowledgement(scope, plan, set));
    acknowledgement.ifPresent(all::add);
  }

  /** Somebody took the rows away that would be kept back. */
  private boolean isEmptied() {
    synchronized (scope.lock()) {
      return scope.sink() instanceof LedgerKeeping ledger
          && ledger.isEmpty(plan.writeRequest(false));
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The rows to write of these. */
  Mapped before(Mapped mapped) {
    Mapped left = mapped;
    for (Follower follower : all) {
      left = follower.before(left);
    }
    return left;
  }

  /** What the target refused. */
  void refused(List<Rejection> rejections) {
    if (!all.isEmpty()) {
      refused.add(rejections);
    }
  }

  /** Everything written so far is durable in the target. Blocks. */
  void committed(Committed committed) {
    settle(committed.receipts());
  }

  private void settle(List<Receipt> receipts) {
    for (Follower follower : all) {
      follower.committed(refused, receipts);
    }
    refused.clear();
  }

  /** The target failed half-way: what it has of the chunk already is acknowledged nevertheless. */
  void failed(Committed settled, RuntimeException cause) {
    if (acknowledgement.isPresent() && !scope.cancellation().cancelled()) {
      try {
        settle(settled.receipts());
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Tells how many rows were marked in the source. */
  void end() {
    acknowledgement
        .filter(done -> done.marked() > 0)
        .ifPresent(
            done ->
                scope
                    .listener()
                    .notice(
                        plan.stream(),
                        done.marked() + " acknowledged in " + scope.job().from().name()));
  }
}
