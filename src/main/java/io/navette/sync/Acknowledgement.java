package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMapped;
import io.navette.connector.Receipt;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.mapping.Mapped;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.KeyText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Marks rows of the source once the target has them: an update of the source by its own key, in the
 * order in which the rows were written. A run that dies in between reads those rows again, finds
 * them unchanged in the target, and marks them then.
 */
final class Acknowledgement implements Follower {
  private final RunScope scope;
  private final StreamPlan plan;
  private final AcknowledgeRule rule;
  private final KeyText keyText;
  private final Schema schema;
  private final int keyColumns;
  private final List<String> written = new ArrayList<>();
  private RowBatch sources;
  private long sequence;
  private long marked;

  Acknowledgement(RunScope scope, StreamPlan plan, AcknowledgeRule rule) {
    this.scope = scope;
    this.plan = plan;
    this.rule = rule;
    this.keyText = new KeyText(plan.mapping().output(), plan.key());
    List<Column> columns = new ArrayList<>();
    plan.info().key().forEach(name -> columns.add(column(name)));
    rule.set().keySet().forEach(name -> columns.add(column(name)));
    this.schema = new Schema(columns);
    this.keyColumns = plan.info().key().size();
    this.sources = new RowBatch(new Schema(columns.subList(0, keyColumns)));
  }

  private Column column(String name) {
    Schema all = plan.info().schema();
    return all.column(all.position(name));
  }

  @Override
  public Mapped before(Mapped mapped) {
    RowBatch carried = mapped.carried().orElseThrow();
    List<Cells> from = new ArrayList<>();
    for (String name : sources.schema().names()) {
      from.add(carried.cells(carried.schema().position(name)));
    }
    for (int row = 0; row < mapped.batch().size(); row++) {
      written.add(keyText.of(mapped.batch(), row));
      for (int column = 0; column < keyColumns; column++) {
        sources.cells(column).appendFrom(from.get(column), row);
      }
      sources.endRow();
    }
    return mapped;
  }

  @Override
  public void committed(Refused refused, List<Receipt> receipts) {
    Map<String, Receipt> done = new HashMap<>();
    for (Receipt receipt : receipts) {
      switch (receipt.outcome()) {
        case CREATED, UPDATED, UNCHANGED -> done.put(receipt.key(), receipt);
        case DELETED, REJECTED, UNKNOWN -> done.remove(receipt.key());
      }
    }
    List<RowBatch> marks = new ArrayList<>();
    RowBatch batch = new RowBatch(schema);
    for (int row = 0; row < written.size(); row++) {
      String key = written.get(row);
      Optional<Receipt> receipt = Optional.ofNullable(done.get(key));
      if (refused.holds(key) || (scope.hasReceipts() && receipt.isEmpty())) {
        continue;
      }
      if (append(batch, row, receipt) && batch.isFull()) {
        marks.add(batch);
        batch = new RowBatch(schema);
      }
    }
    marks.add(batch);
    restart();
    write(marks);
  }

  private void restart() {
    written.clear();
    sources = new RowBatch(sources.schema());
  }

  /** False where the receipt lacks the id that is to be kept: such a row is not done. */
  private boolean append(RowBatch batch, int row, Optional<Receipt> receipt) {
    boolean lacks =
        rule.set().containsValue(Optional.of(AcknowledgeRule.ID))
            && receipt.flatMap(Receipt::remoteId).isEmpty();
    if (lacks) {
      scope
          .listener()
          .warning(
              plan.stream(), "not acknowledged, as the target gave no id: " + written.get(row));
      return false;
    }
    for (int column = 0; column < keyColumns; column++) {
      batch.cells(column).appendFrom(sources.cells(column), row);
    }
    int column = keyColumns;
    for (Optional<String> value : rule.set().values()) {
      Cells cells = batch.cells(column);
      value
          .flatMap(text -> value(text, receipt))
          .ifPresentOrElse(text -> CellText.parse(cells, text), cells::appendNull);
      column++;
    }
    batch.endRow();
    return true;
  }

  private Optional<String> value(String text, Optional<Receipt> receipt) {
    return switch (text) {
      case AcknowledgeRule.ID -> receipt.flatMap(Receipt::remoteId);
      case AcknowledgeRule.OUTCOME ->
          receipt.map(given -> given.outcome().name().toLowerCase(Locale.ROOT));
      case AcknowledgeRule.RUN -> Optional.of(scope.run());
      default -> Optional.of(text);
    };
  }

  private void write(List<RowBatch> marks) {
    long rows = marks.stream().mapToLong(RowBatch::size).sum();
    if (rows == 0) {
      return;
    }
    scope.lease().confirm();
    try (Sink sink = Ends.acknowledging(scope.job());
        RowWriter writer = open(sink)) {
      List<Rejection> refused = new ArrayList<>();
      marks.forEach(batch -> refused.addAll(writer.write(batch)));
      sequence++;
      Chunk chunk =
          new Chunk(scope.run(), scope.lease().fence(), sequence, rows, Optional.empty(), true);
      Committed committed = writer.commit(chunk);
      refused.addAll(committed.rejections());
      told(rows, committed.changes(), refused);
    }
  }

  private void told(long rows, Changes changes, List<Rejection> refused) {
    long found = changes.created() + changes.updated() + changes.unchanged();
    marked += found;
    if (found + refused.size() < rows) {
      scope
          .listener()
          .warning(
              plan.stream(),
              (rows - refused.size() - found)
                  + " rows to acknowledge are no longer in "
                  + scope.job().from().name());
    }
    if (!refused.isEmpty()) {
      throw new Failure.Data(
          "stream "
              + plan.stream()
              + ": "
              + refused.size()
              + " rows are in the target, but could not be acknowledged in "
              + scope.job().from().name()
              + ": "
              + refused.get(0).reason(),
          "correct acknowledge: or the source; the next run acknowledges them");
    }
  }

  @MustBeClosed
  private RowWriter open(Sink sink) {
    return sink instanceof IdMapped mapped
        ? mapped.write(request(), new SourceIds())
        : sink.write(request());
  }

  private WriteRequest request() {
    Map<String, Object> options = new HashMap<>(plan.rule().options().values());
    rule.operation().ifPresent(name -> options.put("operation", name));
    return new WriteRequest(
        plan.job(),
        plan.ledgerStream() + " [acknowledge]",
        rule.into().orElse(plan.stream()),
        schema,
        WriteMode.UPDATE,
        plan.info().key(),
        false,
        new Settings(scope.job().from().name(), options));
  }

  /** Rows marked so far. */
  long marked() {
    return marked;
  }
}
