package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.RowBatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads source and target once more and compares them row by row, in constant memory: first sums
 * per bucket of keys, then the rows of those buckets alone that differ.
 */
final class RowsCheck {
  private static final int MOST_SHOWN = 20;
  private static final int MOST_BUCKETS = 64;

  private final RunScope scope;
  private final StreamPlan plan;
  private final RowText text;

  RowsCheck(RunScope scope, StreamPlan plan) {
    this.scope = scope;
    this.plan = plan;
    this.text = new RowText(plan.mapping().output(), plan.key());
  }

  /**
   * Refuses what can't be compared, before anything is moved.
   *
   * @throws Failure.Configuration saying why
   */
  void require() {
    WriteMode mode = plan.rule().mode();
    if (plan.key().isEmpty()
        || mode == WriteMode.INSERT
        || mode == WriteMode.UPDATE
        || !(scope.job().to().connector() instanceof SourceConnector)) {
      throw new Failure.Configuration(
          "stream "
              + plan.stream()
              + ": verify: rows needs a key, a target that can be read, and a mode that makes both"
              + " sides alike (append, upsert, replace, mirror)",
          "use verify: counts");
    }
  }

  /**
   * Compares.
   *
   * @throws Failure.Mismatch with the first keys: + missing in the target, - not in the source, *
   *     different
   */
  void check() {
    if (!(scope.job().to().connector() instanceof SourceConnector target)) {
      throw new IllegalStateException("checked before");
    }
    try (Source copy = target.openSource(scope.job().to().settings())) {
      RowSums there = new RowSums(text);
      readTarget(copy, there::add);
      RowSums here = new RowSums(text);
      readSource(here::add);
      BitSet differing = first(here.differing(there));
      if (!differing.isEmpty()) {
        report(differences(copy, differing));
      }
    }
  }

  private static BitSet first(BitSet all) {
    BitSet some = new BitSet();
    all.stream().limit(MOST_BUCKETS).forEach(some::set);
    return some;
  }

  private void readSource(Consumer<RowBatch> rows) {
    boolean pushWhere = scope.source() instanceof Filtering;
    ReadRequest all =
        plan.readRequest(Optional.empty(), RunOptions.DEFAULT, pushWhere)
            .withCursor(List.of(), plan.info().key());
    try (RowReader reader = open(all)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        scope.cancellation().check();
        rows.accept(plan.mapping().apply(next.get()).batch());
      }
    }
  }

  @MustBeClosed
  private RowReader open(ReadRequest request) {
    synchronized (scope.lock()) {
      return scope.source().read(request);
    }
  }

  private void readTarget(Source copy, Consumer<RowBatch> rows) {
    ReadRequest all =
        ReadRequest.all(plan.target(), plan.mapping().output())
            .options(plan.rule().targetOptions());
    try (RowReader reader = copy.read(all)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        scope.cancellation().check();
        rows.accept(next.get());
      }
    }
  }

  private List<String> differences(Source copy, BitSet buckets) {
    Map<String, Long> rows = new HashMap<>();
    Map<String, String> keys = new TreeMap<>();
    readSource(batch -> each(batch, buckets, keys, (key, hash) -> rows.put(key, hash)));
    Map<String, Long> copies = new HashMap<>();
    readTarget(copy, batch -> each(batch, buckets, keys, (key, hash) -> copies.put(key, hash)));
    boolean whole = plan.rule().mode().wholeStream();
    List<String> differences = new ArrayList<>();
    keys.forEach(
        (key, shown) -> {
          Long row = rows.get(key);
          Long other = copies.get(key);
          if (other == null) {
            differences.add("+ " + shown);
          } else if (row == null && whole) {
            differences.add("- " + shown);
          } else if (row != null && !row.equals(other)) {
            differences.add("* " + shown);
          }
        });
    return differences;
  }

  private void each(
      RowBatch batch, BitSet buckets, Map<String, String> keys, BiConsumer<String, Long> row) {
    for (int i = 0; i < batch.size(); i++) {
      String key = text.key(batch, i);
      if (buckets.get(RowSums.bucket(key))) {
        keys.put(key, text.shownKey(batch, i));
        row.accept(key, RowSums.hash(text.row(batch, i)));
      }
    }
  }

  private void report(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new Failure.Mismatch(
          "stream "
              + plan.stream()
              + ": verify: rows of "
              + plan.target()
              + " differ (+ missing, - not in the source, * different): "
              + String.join("; ", differences.subList(0, Math.min(MOST_SHOWN, differences.size())))
              + (differences.size() > MOST_SHOWN ? "; and more" : ""),
          "see navette history show " + scope.run());
    }
  }
}
