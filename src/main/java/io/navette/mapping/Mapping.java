package io.navette.mapping;

import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stream's column rules, compiled once against its schema. Turns batches into batches; a row that
 * a rule can't be applied to, or that fails a check, is refused and the others pass. One thread at
 * a time.
 */
public final class Mapping {
  private final Schema output;
  private final List<Rule> rules;
  private final Optional<Expression> filter;
  private final List<Check> checks;
  private final List<Found> lookups;
  private final Schema seen;
  private final List<String> carried;

  /**
   * @param seen the source's columns and those of the lookups
   * @param carried source columns that are handed along
   */
  Mapping(
      Schema output,
      List<Rule> rules,
      Optional<Expression> filter,
      List<Check> checks,
      List<Found> lookups,
      Schema seen,
      List<String> carried) {
    this.output = output;
    this.rules = List.copyOf(rules);
    this.filter = filter;
    this.checks = List.copyOf(checks);
    this.lookups = List.copyOf(lookups);
    this.seen = seen;
    this.carried = List.copyOf(carried);
  }

  /**
   * Compiles the rules once per stream.
   *
   * @throws io.navette.failure.Failure.Configuration with all that is wrong in the rules
   */
  public static Mapping compile(MappingSpec spec, Schema source) {
    return new MappingCompiler(spec, source).compile();
  }

  /** The columns that {@link #apply} delivers. */
  public Schema output() {
    return output;
  }

  /** Whether rows pass as they are: the same columns in the same order, nothing asked of them. */
  public boolean isIdentity(Schema source) {
    return filter.isEmpty()
        && checks.isEmpty()
        && lookups.isEmpty()
        && carried.isEmpty()
        && output.names().equals(source.names())
        && rules.stream().allMatch(Rule.Same.class::isInstance);
  }

  /**
   * The source's column behind each column of the target, where every one is a copy and all rows
   * pass; empty where a column is calculated or converted, or a condition is asked.
   */
  public Optional<List<String>> copied(Schema source) {
    List<String> names = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.Same same) {
        names.add(source.column(same.position()).name());
      }
    }
    boolean all = names.size() == rules.size() && Set.copyOf(names).size() == names.size();
    return all && filter.isEmpty() && checks.isEmpty() && lookups.isEmpty()
        ? Optional.of(names)
        : Optional.empty();
  }

  /** Maps a batch; its bookmark and its reader's rejections are kept. */
  public Mapped apply(RowBatch batch) {
    if (batch.encoded().isPresent()) {
      return new Mapped(batch, 0);
    }
    BitSet skipped = new BitSet();
    filter.ifPresent(condition -> filter(condition, batch, skipped));
    RowBatch kept = batch.without(skipped);
    BitSet refused = new BitSet();
    RowBatch whole = withLookups(kept, refused);
    List<Cells> cells = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      cells.add(rule.apply(whole, refused));
    }
    RowBatch mapped = RowBatch.view(output, cells, kept.size(), kept);
    for (Check check : checks) {
      check.apply(mapped, kept, refused);
    }
    return new Mapped(mapped.without(refused), skipped.cardinality(), carried(kept, refused));
  }

  private RowBatch withLookups(RowBatch batch, BitSet refused) {
    if (lookups.isEmpty()) {
      return batch;
    }
    List<Cells> cells = new ArrayList<>(seen.size());
    for (int i = 0; i < batch.schema().size(); i++) {
      cells.add(batch.cells(i));
    }
    for (Found lookup : lookups) {
      cells.add(lookup.apply(batch, refused));
    }
    return RowBatch.view(seen, cells, batch.size(), batch);
  }

  private Optional<RowBatch> carried(RowBatch batch, BitSet refused) {
    if (carried.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    List<Cells> cells = new ArrayList<>();
    for (String name : carried) {
      int position = batch.schema().position(name);
      columns.add(batch.schema().column(position));
      cells.add(batch.cells(position));
    }
    return Optional.of(
        RowBatch.view(new Schema(columns), cells, batch.size(), batch).without(refused));
  }

  private static void filter(Expression condition, RowBatch batch, BitSet skipped) {
    for (int row = 0; row < batch.size(); row++) {
      if (!Boolean.TRUE.equals(condition.evaluate(batch, row))) {
        skipped.set(row);
      }
    }
  }

  /** Refuses a row of the source, unless an earlier rule did. */
  static void refuse(
      RowBatch source,
      int row,
      BitSet refused,
      Rejection.Stage stage,
      Column column,
      String reason) {
    if (!refused.get(row)) {
      refused.set(row);
      source.reject(
          new Rejection(stage, RowJson.write(source, row), Optional.of(column.name()), reason, ""));
    }
  }

  /** Names that conditions may use beside the columns. */
  static final Set<String> CHECK_NAMES = Set.of("value", "length");
}
