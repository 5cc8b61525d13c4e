package io.navette.mapping;

import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a spec into a mapping, collecting all that is wrong with it. Used once. */
final class MappingCompiler {
  private final MappingSpec spec;
  private final Schema source;
  private final List<String> problems = new ArrayList<>();
  private final List<String> lossy = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Found> lookups = new ArrayList<>();
  private Schema seen;

  MappingCompiler(MappingSpec spec, Schema source) {
    this.spec = spec;
    this.source = source;
    this.seen = source;
  }

  Mapping compile() {
    Optional<Expression> filter = spec.filter().flatMap(this::filter);
    spec.lookups().forEach(this::lookup);
    expressions().forEach(this::column);
    unknownTargets("casts", spec.casts().keySet());
    unknownTargets("checks", spec.checks().keySet());
    List<Check> checks = checks();
    if (!lossy.isEmpty()) {
      problems.add(
          spec.where()
              + ": to accept the loss, add: accept_loss: ["
              + String.join(", ", lossy)
              + "]");
    }
    if (!problems.isEmpty()) {
      throw new Failure.Configuration(problems);
    }
    return new Mapping(new Schema(columns), rules, filter, checks, lookups, seen, spec.carried());
  }

  private void lookup(Lookup lookup) {
    LookupTable table = lookup.table();
    String place = "lookup." + lookup.name();
    if (seen.find(lookup.name()).isPresent()) {
      problems.add(spec.where() + ": " + place + ": the stream has a column of this name");
      return;
    }
    List<Expression> by = new ArrayList<>();
    for (String text : lookup.by()) {
      compiled(place + ".by", text, source, Set.of()).ifPresent(by::add);
    }
    Column column = new Column(lookup.name(), table.value().type(), true, Optional.empty());
    lookups.add(new Found(lookup, column, by, fallback(lookup, column)));
    List<Column> all = new ArrayList<>(seen.columns());
    all.add(column);
    seen = new Schema(all);
  }

  private @Nullable Cells fallback(Lookup lookup, Column column) {
    if (lookup.missing() == Lookup.Missing.REJECT) {
      return null;
    }
    Cells cells = new Cells(column.type());
    try {
      lookup.fallback().ifPresentOrElse(text -> CellText.parse(cells, text), cells::appendNull);
    } catch (CellText.Misfit e) {
      problems.add(
          spec.where()
              + ": lookup."
              + lookup.name()
              + ".default: "
              + String.valueOf(e.getMessage()));
    }
    return cells;
  }

  /** Without column rules every column is carried over under its name. */
  private Map<String, String> expressions() {
    if (!spec.columns().isEmpty()) {
      return spec.columns();
    }
    Map<String, String> same = new LinkedHashMap<>();
    source.names().forEach(name -> same.put(name, "`" + name + "`"));
    return same;
  }

  private Optional<Expression> filter(String text) {
    return compiled("where", text, source, Set.of());
  }

  private Optional<Expression> compiled(
      String place, String text, Schema schema, Set<String> extra) {
    try {
      return Optional.of(Expression.compile(text, schema, extra));
    } catch (IllegalArgumentException e) {
      problems.add(spec.where() + ": " + place + ": " + text + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private void column(String target, String text) {
    @Nullable ColumnType cast = spec.casts().get(target);
    int bare = bareColumn(text);
    if (bare >= 0) {
      carried(target, bare, cast);
      return;
    }
    compiled("columns." + target, text, seen, Set.of())
        .ifPresent(expression -> calculated(target, text, expression, cast));
  }

  private int bareColumn(String text) {
    try {
      return Names.in(text, seen).bareColumn();
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private void carried(String target, int position, @Nullable ColumnType cast) {
    Column from = seen.column(position);
    if (cast == null || cast.equals(from.type())) {
      columns.add(from.withName(target));
      rules.add(new Rule.Same(position));
      return;
    }
    Column column = new Column(target, cast, from.nullable(), Optional.empty());
    boolean loses = loses(target, from.type(), cast);
    boolean same = Fit.same(from.type(), cast);
    columns.add(column);
    rules.add(same ? new Rule.Same(position) : new Rule.Cast(position, column, loses));
  }

  private void calculated(
      String target, String text, Expression expression, @Nullable ColumnType cast) {
    Optional<ColumnType> own = expression.resultType();
    if (cast == null && own.isEmpty()) {
      problems.add(
          spec.where()
              + ": columns."
              + target
              + ": the type of "
              + text
              + " is not fixed; add it, for example casts: {"
              + target
              + ": decimal(12,2)}");
      return;
    }
    Column column = Column.of(target, cast == null ? own.orElseThrow() : cast);
    boolean accepted = spec.acceptLoss().contains(target);
    columns.add(column);
    rules.add(new Rule.Calculated(expression, column, accepted));
  }

  /** Whether the conversion loses something that was accepted; a problem when it was not. */
  private boolean loses(String target, ColumnType from, ColumnType to) {
    Optional<String> loss = Fit.loss(from, to);
    boolean accepted = spec.acceptLoss().contains(target);
    if (loss.isPresent() && !accepted) {
      lossy.add(target);
      problems.add(spec.where() + ": " + target + ": " + from + " -> " + to + ": " + loss.get());
    }
    // A text that is cut or rounded on purpose is parsed with the same leniency.
    return accepted;
  }

  private void unknownTargets(String place, Set<String> names) {
    List<String> known = expressions().keySet().stream().toList();
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(
            spec.where()
                + ": "
                + place
                + ": there is no column "
                + name
                + Nearest.to(name, known).map(near -> "; did you mean " + near + "?").orElse(""));
      }
    }
  }

  private List<Check> checks() {
    if (!problems.isEmpty()) {
      return List.of();
    }
    Schema output = new Schema(columns);
    List<Check> checks = new ArrayList<>();
    spec.checks().forEach((target, text) -> checks.addAll(check(output, target, text)));
    return checks;
  }

  private List<Check> check(Schema output, String target, String text) {
    int position = output.position(target);
    Column column = output.column(position);
    if (text.strip().equals("not null")) {
      return List.of(new Check(position, column, text, null));
    }
    return compiled("checks." + target, condition(text.strip()), output, Mapping.CHECK_NAMES)
        .map(expression -> List.of(new Check(position, column, text, expression)))
        .orElse(List.of());
  }

  /** {@code matches '...'} is short for {@code matches(value, '...')}. */
  private static String condition(String text) {
    return text.startsWith("matches ")
        ? "matches(value, " + text.substring("matches ".length()) + ")"
        : text;
  }
}
