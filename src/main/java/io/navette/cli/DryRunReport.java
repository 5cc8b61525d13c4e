package io.navette.cli;

import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRow.Action;
import io.navette.connector.PlannedRow.Field;
import io.navette.console.Console;
import io.navette.console.JsonText;
import io.navette.console.Look;
import io.navette.console.Table;
import io.navette.sync.PlannedStream;
import io.navette.sync.Preview;
import io.navette.sync.Preview.StreamPreview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what runs would do: a line for each stream, then row by row where that is known. */
final class DryRunReport {
  private static final int MOST_ROWS = 50;

  /** What a person must look at comes first. */
  private static final List<Action> ORDER =
      List.of(
          Action.CONFLICT,
          Action.REFUSED,
          Action.DELETE,
          Action.UPDATE,
          Action.SEND,
          Action.CREATE);

  private final Console console;

  DryRunReport(Console console) {
    this.console = console;
  }

  void print(List<Preview> previews) {
    boolean machine = console.look().output() == Look.Output.JSON;
    List<Table.Column> columns = new ArrayList<>(columns());
    boolean billed =
        previews.stream()
            .flatMap(preview -> preview.streams().stream())
            .anyMatch(stream -> stream.cost().isPresent());
    if (billed) {
      columns.add(Table.text("cost"));
    }
    if (machine) {
      columns.addAll(List.of(Table.text("calls"), Table.text("rows")));
    }
    Table table = Table.of(columns.toArray(Table.Column[]::new));
    for (Preview preview : previews) {
      for (StreamPreview stream : preview.streams()) {
        List<@Nullable Object> cells = cells(preview.job(), stream);
        if (billed) {
          cells.add(stream.cost().orElse(null));
        }
        if (machine) {
          cells.add(stream.planned().map(DryRunReport::calls).orElse(null));
          cells.add(stream.planned().map(DryRunReport::rows).orElse(null));
        }
        table.row(cells.toArray());
      }
    }
    console.print(table, "No job to run.");
    if (console.look().output() == Look.Output.TABLE) {
      previews.stream()
          .flatMap(preview -> preview.streams().stream())
          .flatMap(stream -> stream.planned().stream())
          .forEach(this::details);
    }
  }

  private static List<Table.Column> columns() {
    return List.of(
        Table.text("job"),
        Table.text("stream"),
        Table.text("target"),
        Table.count("read"),
        Table.count("created"),
        Table.count("updated"),
        Table.count("unchanged"),
        Table.count("deleted"),
        Table.count("rejected"),
        Table.text("columns"),
        Table.text("problem"));
  }

  private static List<@Nullable Object> cells(String job, StreamPreview stream) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(job);
    cells.add(stream.stream());
    cells.add(stream.target());
    cells.add(stream.read());
    cells.add(stream.changes().created());
    cells.add(stream.changes().updated());
    cells.add(stream.changes().unchanged());
    cells.add(stream.changes().deleted());
    cells.add(stream.rejected());
    cells.add(stream.schema());
    cells.add(stream.error().orElse(null));
    return cells;
  }

  private static Map<String, Object> calls(PlannedStream stream) {
    Map<String, Object> calls = new LinkedHashMap<>();
    calls.put("reads", stream.rows().reads());
    calls.put("writes", stream.rows().writes());
    return calls;
  }

  private static List<Map<String, @Nullable Object>> rows(PlannedStream stream) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (PlannedRow row : told(stream)) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("action", word(row.action()));
      members.put("key", row.key());
      members.put("id", row.remoteId().orElse(null));
      members.put("operation", row.operation().isEmpty() ? null : row.operation());
      members.put("fields", row.fields().stream().map(DryRunReport::field).toList());
      members.put("reason", row.reason().isEmpty() ? null : row.reason());
      rows.add(members);
    }
    return rows;
  }

  private static Map<String, @Nullable Object> field(Field field) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("field", field.path());
    members.put("before", field.before().map(JsonText::new).orElse(null));
    members.put("after", new JsonText(field.after()));
    return members;
  }

  private static List<PlannedRow> told(PlannedStream stream) {
    return stream.rows().rows().stream()
        .filter(row -> row.action() != Action.UNCHANGED)
        .sorted(Comparator.comparingInt(row -> ORDER.indexOf(row.action())))
        .toList();
  }

  private void details(PlannedStream stream) {
    List<PlannedRow> rows = told(stream);
    console.print("");
    console.print(stream.stream() + " into " + stream.target() + ":");
    Table table =
        Table.of(
            Table.text("action"),
            Table.text("key"),
            Table.text("id"),
            Table.text("field"),
            Table.text("before"),
            Table.text("after"));
    rows.stream().limit(MOST_ROWS).forEach(row -> add(table, row));
    console.print(table, "nothing to send.");
    if (rows.size() > MOST_ROWS) {
      console.print(
          "and " + (rows.size() - MOST_ROWS) + " more rows; --output json shows all of them.");
    }
    long blind = rows.stream().filter(row -> row.action() == Action.SEND).count();
    if (blind > 0) {
      console.print(
          blind
              + " of them can't be compared, as "
              + stream.target()
              + " can't be read by key: they are sent as they are.");
    }
    if (stream.changes()) {
      console.print(
          "Calls to apply it: "
              + stream.rows().reads()
              + " to look again, "
              + stream.rows().writes()
              + " to write.");
    }
  }

  private static void add(Table table, PlannedRow row) {
    String action = word(row.action());
    String id = row.remoteId().orElse("");
    if (row.fields().isEmpty()) {
      table.row(action, row.key(), id, row.reason(), "", "");
      return;
    }
    for (Field field : row.fields()) {
      boolean first = field.equals(row.fields().getFirst());
      table.row(
          first ? action : "",
          first ? row.key() : "",
          first ? id : "",
          field.path(),
          field.before().orElse(""),
          field.after());
    }
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
