package io.navette.connector.rest.write;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMap;
import io.navette.connector.Planned;
import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRow.Action;
import io.navette.connector.PlannedRows;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what would be done with rows, and sends nothing. Holds those that would be sent. */
final class PlanningWriter implements RowWriter, Staged, Planned {
  private final Setup setup;
  private final Rows rows;
  private final RowNames names;
  private final Vanished vanished;
  private final long chunk;
  private final Map<String, Decisions.Decision> decided = new LinkedHashMap<>();
  private final Map<String, String> contents = new HashMap<>();
  private final Map<String, List<Row>> others = new LinkedHashMap<>();
  private long same;
  private @Nullable PlannedRows planned;

  /**
   * @param setup one for {@link Setup.Purpose#PLAN}
   * @param chunk how many were committed before
   */
  PlanningWriter(Setup setup, RowNames names, Vanished vanished, long chunk) {
    this.chunk = chunk;
    this.setup = setup;
    this.rows = new Rows(setup.request().schema(), setup.request().key());
    this.names = names;
    this.vanished = vanished;
  }

  /** Plans a whole stream: what the job wrote and does not find among its rows has vanished. */
  static PlanningWriter of(Setup setup) {
    long chunk = setup.ids().chunk();
    RowNames names = new RowNames(setup.request().mode(), chunk);
    boolean mirror = setup.request().mode() == WriteMode.MIRROR;
    return new PlanningWriter(
        setup, names, () -> mirror ? Setup.unseen(setup.ids(), names) : List.of(), chunk);
  }

  /** What is wrong with rows is told by {@link #planned}, as a later one may show it. */
  @Override
  public List<Rejection> write(RowBatch batch) {
    add(rows.of(batch));
    return List.of();
  }

  /** Several batches, whose rows are looked up together. */
  void write(List<RowBatch> batches) {
    add(batches.stream().flatMap(batch -> rows.of(batch).stream()).toList());
  }

  private void add(List<Row> some) {
    List<Row> fresh = new ArrayList<>();
    for (Row row : some) {
      names.name(row);
      String before = contents.putIfAbsent(row.historyKey, row.content);
      if (before == null) {
        fresh.add(row);
      } else if (before.equals(row.content)) {
        same++;
      } else {
        others.computeIfAbsent(row.historyKey, absent -> new ArrayList<>()).add(row);
      }
    }
    for (Decisions.Decision decision : setup.decide(fresh)) {
      switch (decision.kind()) {
        case PASS -> {}
        case SAME -> same++;
        case FOUND_SAME, REFUSE, CONFLICT, SEND -> decided.put(decision.row().historyKey, decision);
      }
    }
  }

  @Override
  public PlannedRows planned() {
    PlannedRows known = planned;
    if (known == null) {
      known = plan();
      planned = known;
    }
    return known;
  }

  private PlannedRows plan() {
    List<PlannedRow> plan = new ArrayList<>();
    for (Decisions.Decision decision : decided.values()) {
      plan.add(
          others.containsKey(decision.row().historyKey)
              ? twice(decision.row())
              : planned(decision));
    }
    // Which of two rows comes last is chance.
    others.values().forEach(rows -> rows.forEach(row -> plan.add(twice(row))));
    long lookedUp = plan.stream().filter(row -> !row.action().rejects()).count();
    plan.addAll(deletions());
    long gone = plan.stream().filter(row -> row.action() == Action.DELETE).count();
    setup.channels().values().forEach(Channel::flush);
    return new PlannedRows(
        plan,
        setup.existing().map(found -> found.requests(lookedUp, findable() ? gone : 0)).orElse(0L),
        setup.channels().values().stream().mapToLong(Channel::requests).sum(),
        chunk);
  }

  private static PlannedRow twice(Row row) {
    return row(row, Action.CONFLICT, "several rows of the source have its key");
  }

  private PlannedRow planned(Decisions.Decision decision) {
    Row row = decision.row();
    return switch (decision.kind()) {
      case REFUSE -> row(row, Action.REFUSED, decision.reason());
      case CONFLICT -> row(row, Action.CONFLICT, decision.reason());
      case SEND -> sent(row, decision.operation().orElseThrow());
      case FOUND_SAME, SAME, PASS -> row(row, Action.UNCHANGED, "");
    };
  }

  private PlannedRow sent(Row row, Operation operation) {
    setup.mark(row, operation);
    Channel channel = setup.channel(operation);
    try {
      channel.add(row);
    } catch (IllegalArgumentException misfit) {
      return row(row, Action.REFUSED, String.valueOf(misfit.getMessage()));
    }
    Map<String, @Nullable Object> held = row.existing;
    Object comparable =
        held == null ? null : setup.existing().map(found -> found.fields(held)).orElse(null);
    List<PlannedRow.Field> fields = new ArrayList<>();
    for (Comparison.Difference difference : Comparison.differing(row.fields, comparable)) {
      fields.add(
          new PlannedRow.Field(
              difference.path(),
              difference.held() == null ? Optional.empty() : Optional.of(shown(difference.held())),
              shown(difference.sent())));
    }
    return new PlannedRow(
        row.historyKey,
        action(row, operation),
        operation.name(),
        row.remoteId,
        row.known.map(IdMap.Known::sends).orElse(0L),
        fields,
        row.json,
        "");
  }

  private Action action(Row row, Operation operation) {
    if (setup.route().create().filter(operation::equals).isPresent()) {
      return Action.CREATE;
    }
    if (setup.existing().filter(Existing::asks).isPresent()) {
      return row.existing == null ? Action.CREATE : Action.UPDATE;
    }
    return setup.route().either() ? Action.SEND : Action.UPDATE;
  }

  private String shown(@Nullable Object value) {
    String text = Json.of(value);
    String hidden = setup.calls().hide(text);
    // What hides a number leaves no JSON.
    return hidden.equals(text) || value instanceof String ? hidden : Json.of(hidden);
  }

  private static PlannedRow row(Row row, Action action, String reason) {
    return new PlannedRow(
        row.historyKey,
        action,
        "",
        row.remoteId,
        row.known.map(IdMap.Known::sends).orElse(0L),
        List.of(),
        row.json,
        reason);
  }

  /** Whether a record can be looked up by the key that the history knows. */
  private boolean findable() {
    return setup.existing().filter(Existing::asks).isPresent() && setup.request().key().size() == 1;
  }

  private List<PlannedRow> deletions() {
    List<IdMap.Known> records = vanished.records();
    if (records.isEmpty()) {
      return List.of();
    }
    Map<String, String> found = new HashMap<>();
    if (findable()) {
      List<Row> asked = setup.vanished(records);
      setup.existing().orElseThrow().find(asked);
      asked.stream()
          .filter(row -> row.existing != null && row.remoteId.isPresent())
          .forEach(row -> found.put(row.historyKey, row.remoteId.orElseThrow()));
    }
    Operation remove = setup.route().remove().orElseThrow();
    List<PlannedRow> deletions = new ArrayList<>();
    for (Row row : setup.vanished(records)) {
      String own = row.remoteId.orElse("");
      String now = found.getOrDefault(row.historyKey, own);
      if (!own.isEmpty() && !now.equals(own)) {
        deletions.add(row(row, Action.CONFLICT, Setup.taken(now, own)));
        continue;
      }
      setup.mark(row, remove);
      setup.channel(remove).add(row);
      deletions.add(
          new PlannedRow(
              row.historyKey,
              Action.DELETE,
              remove.name(),
              row.remoteId,
              row.known.map(IdMap.Known::sends).orElse(0L),
              List.of(),
              row.json,
              ""));
    }
    return deletions;
  }

  @Override
  public Changes pending() {
    Changes changes = new Changes(0, 0, same, 0);
    for (PlannedRow row : planned().rows()) {
      changes =
          changes.plus(
              switch (row.action()) {
                case CREATE -> Changes.created(1);
                case UPDATE -> new Changes(0, 1, 0, 0);
                case SEND -> row.sends() > 0 ? new Changes(0, 1, 0, 0) : Changes.created(1);
                case DELETE -> new Changes(0, 0, 0, 1);
                case UNCHANGED -> new Changes(0, 0, 1, 0);
                case CONFLICT, REFUSED -> Changes.NONE;
              });
    }
    return changes;
  }

  @Override
  public long targetRows() {
    return setup.ids().present().size();
  }

  @Override
  public Committed commit(Chunk chunk) {
    throw new IllegalStateException("a plan is never committed");
  }

  @Override
  public void discard() {}

  @Override
  public void close() {}
}
