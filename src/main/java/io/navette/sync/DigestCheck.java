package io.navette.sync;

import io.navette.connector.RowSums;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.sync.StreamRule.VerifyLevel;
import java.util.List;
import java.util.Optional;

/**
 * Holds the rows of the target against those of the source: first the sums of all their hashes, and
 * only where these differ key by key. The source's server sums up while the load runs, and rows
 * that change on their way are summed up as they pass, so that matching tables cost one pass over
 * the target. Used by the stream's thread.
 */
final class DigestCheck {
  private final RunScope scope;
  private final StreamPlan plan;
  private final boolean inServer;
  private final HashedSides sides;
  private final HashedSide source;
  private final HashedSide target;
  private Optional<RowSums> before = Optional.empty();
  private Optional<SentRows> sent = Optional.empty();
  private Optional<Aside<RowSums>> aside = Optional.empty();

  private DigestCheck(RunScope scope, StreamPlan plan, VerifyLevel level, SourceConnector copies) {
    this.scope = scope;
    this.plan = plan;
    this.inServer = level == VerifyLevel.DIGEST;
    this.sides = new HashedSides(scope, plan, copies);
    this.source = sides.source(inServer);
    this.target = sides.target(inServer);
  }

  /**
   * Empty where another level is wanted.
   *
   * @throws Failure.Configuration saying why the two can't be compared, before anything is moved
   */
  static Optional<DigestCheck> of(RunScope scope, StreamPlan plan) {
    VerifyLevel level = scope.options().verify().orElse(plan.rule().verify());
    if (level != VerifyLevel.DIGEST && level != VerifyLevel.ROWS) {
      return Optional.empty();
    }
    WriteMode mode = plan.rule().mode();
    boolean summable = level == VerifyLevel.DIGEST && (mode.wholeStream() || appendsAll(plan));
    if (mode == WriteMode.INSERT
        || mode == WriteMode.UPDATE
        || (plan.key().isEmpty() && !summable)
        || !(scope.job().to().connector() instanceof SourceConnector copies)) {
      throw incomparable(plan, level);
    }
    return Optional.of(new DigestCheck(scope, plan, level, copies));
  }

  private static Failure incomparable(StreamPlan plan, VerifyLevel level) {
    boolean digest = level == VerifyLevel.DIGEST;
    return new Failure.Configuration(
        "stream "
            + plan.stream()
            + ": verify: "
            + (digest ? "digest" : "rows")
            + " needs a key"
            + (digest ? " (replace, and append without a cursor, need none)" : "")
            + ", a target that can be read, and a mode that makes both sides alike"
            + " (append, upsert, replace, mirror)",
        "use verify: counts");
  }

  /** Every run appends the whole source: what the target gained is compared. */
  private static boolean appendsAll(StreamPlan plan) {
    return plan.rule().mode() == WriteMode.APPEND && plan.cursor().isEmpty();
  }

  /** Called once, before the first row is written. Blocks where the target is looked at before. */
  void begin(boolean inPass) {
    if (!inServer) {
      return;
    }
    if (sides.sourceHashes()) {
      aside =
          Optional.of(
              new Aside<>("digest " + plan.stream(), scope.cancellation(), () -> source.sums(1)));
    } else if (!inPass) {
      sent = Optional.of(new SentRows(sides.hash()));
    }
    if (appendsAll(plan) && !inPass) {
      before = Optional.of(target.sums(1));
    }
  }

  /** Takes the rows on their way to the target; empty where the source is asked instead. */
  Optional<SentRows> sent() {
    return sent;
  }

  /**
   * Compares.
   *
   * @throws Failure.Mismatch with the first keys: + missing in the target, - not in the source, *
   *     different
   */
  void check(Tally tally) {
    RowSums there = target.sums(1);
    RowSums here = sourceSums(tally);
    if (isSame(here, there)) {
      return;
    }
    if (plan.key().isEmpty()) {
      RowSums gained = before.map(there::since).orElse(there);
      throw mismatch(
          here.rows()
              + " rows of the source and "
              + gained.rows()
              + (before.isPresent() ? " rows added to " : " rows of ")
              + plan.target()
              + " do not sum up alike; without a key the differing ones can't be named");
    }
    KeyDifferences differences =
        new KeyDifferences(source, target, plan.rule().mode().wholeStream());
    List<String> found = differences.found();
    if (!found.isEmpty()) {
      throw mismatch(text(found, differences.alike()));
    }
  }

  private RowSums sourceSums(Tally tally) {
    if (aside.isPresent()) {
      return aside.get().take();
    }
    // Rows the target refused are among those that were sent.
    return sent.filter(rows -> tally.rejected() == 0)
        .flatMap(SentRows::sums)
        .orElseGet(() -> source.sums(1));
  }

  private boolean isSame(RowSums here, RowSums there) {
    return here.differing(there).isEmpty()
        || before.filter(rows -> here.differing(there.since(rows)).isEmpty()).isPresent();
  }

  private String text(List<String> found, long alike) {
    List<String> shown = found.subList(0, Math.min(KeyDifferences.MOST_SHOWN, found.size()));
    return "rows of "
        + plan.target()
        + " differ (= alike, + missing, - not in the source, * different): "
        + (alike < 0 ? "" : "= " + alike + " rows; ")
        + String.join("; ", shown)
        + (shown.size() < found.size() || alike < 0 ? "; and more" : "");
  }

  private Failure mismatch(String what) {
    return new Failure.Mismatch(
        "stream " + plan.stream() + ": verify: " + what, "see navette history show " + scope.run());
  }
}
