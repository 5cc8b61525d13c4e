package io.navette.connector.google.sheets;

import com.google.api.client.util.Data;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.ValueRange;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A sheet to write to: where its header is, and which column goes where. Used by one thread. */
final class TabTarget {
  private final SheetsClient client;
  private final WriteRequest request;
  private final TabOptions options;
  private final List<String> titles;
  private final int[] columns;
  private Optional<Tab> tab;

  /** Looks at the sheet, and changes nothing. Blocks. */
  TabTarget(SheetsClient client, WriteRequest request) {
    this.client = client;
    this.request = request;
    this.options =
        TabOptions.of(
            "connection " + client.connection() + ", sheet " + request.target(), request.options());
    this.tab = client.overview().find(request.target());
    this.titles = titles();
    this.columns = placed();
  }

  private List<String> titles() {
    if (!options.header() || tab.isEmpty() || options.top() >= tab.get().rows()) {
      return List.of();
    }
    Box row = tab.get().within(options.box()).rows(options.top(), options.top());
    return client.values(tab.get(), row).stream()
        .findFirst()
        .map(cells -> cells.stream().map(cell -> SheetValue.text(cell).strip()).toList())
        .orElse(List.of());
  }

  private int[] placed() {
    Header header = Header.of(titles, firstColumn(), false);
    if (header.names().isEmpty() || request.mode() == WriteMode.REPLACE) {
      requireRoom();
      return IntStream.range(0, schema().size()).map(i -> firstColumn() + i).toArray();
    }
    List<String> missing =
        schema().names().stream().filter(name -> !header.names().contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new Failure.Configuration(
          where() + ": the header has no column " + String.join(", ", missing),
          "columns there: "
              + String.join(", ", header.names())
              + "; add a column there, or write in mode replace");
    }
    schema().names().stream()
        .filter(header.repeated()::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new Failure.Configuration(
                  where() + ": two columns are called " + name,
                  "rename one of them in the sheet, so that it is clear which is written");
            });
    return schema().names().stream()
        .mapToInt(name -> header.columns().get(header.names().indexOf(name)))
        .toArray();
  }

  /** Columns that have no place yet stand side by side. */
  private void requireRoom() {
    int end = options.box().lastColumn();
    if (end >= 0 && firstColumn() + schema().size() - 1 > end) {
      throw new Failure.Configuration(
          where() + ": " + schema().size() + " columns are more than range has room for",
          "make range wider, or leave columns out");
    }
  }

  private String where() {
    return "connection " + client.connection() + ", sheet " + request.target();
  }

  SheetsClient client() {
    return client;
  }

  Schema schema() {
    return request.schema();
  }

  TabOptions options() {
    return options;
  }

  int[] columns() {
    return columns.clone();
  }

  private int firstColumn() {
    return options.box().firstColumn();
  }

  /** The last column that is written, or that has a title. */
  int lastColumn() {
    int written = Arrays.stream(columns).max().orElse(firstColumn());
    return Math.max(written, firstColumn() + titles.size() - 1);
  }

  /** The table's columns in these rows. */
  Box box(int firstRow, int lastRow) {
    return new Box(firstColumn(), firstRow, lastColumn(), lastRow);
  }

  /** Where the table begins; what is appended stands behind it. */
  Box anchor() {
    return box(options.top(), options.top());
  }

  /** The sheet, if it is there. */
  Optional<Tab> tab() {
    return tab;
  }

  /** Makes sure that there is a sheet, wide enough. */
  Tab ensureTab() {
    if (tab.isEmpty()) {
      client.change(
          List.of(
              SheetChanges.add(
                  request.target(), options.firstData() + 1, lastColumn() + 1, false)));
      tab = Optional.of(client.overview().tab(client.connection(), request.target()));
    }
    return tab.get();
  }

  /** Makes sure that there is a sheet with a header. */
  Tab ensureHeader() {
    Tab there = ensureTab();
    if (options.header() && titles.stream().allMatch(String::isEmpty)) {
      List<Request> room =
          SheetChanges.grow(there, options.firstData() + 1, lastColumn() + 1).stream().toList();
      if (!room.isEmpty()) {
        client.ensure(room);
        tab = Optional.of(client.overview().tab(client.connection(), request.target()));
      }
      client.update(List.of(part(there, options.top(), List.of(header()))), "RAW");
    }
    return tab.orElseThrow();
  }

  /** The names of the columns that are written. */
  List<Object> header() {
    return new ArrayList<>(schema().names());
  }

  /** Some rows to be written from one on. */
  ValueRange part(Tab into, int firstRow, List<List<Object>> rows) {
    return new ValueRange()
        .setRange(box(firstRow, firstRow + rows.size() - 1).of(into.title()))
        .setMajorDimension("ROWS")
        .setValues(rows);
  }

  /** A row as wide as the table, in which cells of other columns are left as they are. */
  List<Object> spread(List<Object> row) {
    Object[] wide = new Object[lastColumn() - firstColumn() + 1];
    Arrays.fill(wide, Data.NULL_STRING);
    for (int i = 0; i < columns.length; i++) {
      wide[columns[i] - firstColumn()] = row.get(i);
    }
    return Arrays.asList(wide);
  }

  /** The rows there are, each as wide as it is filled. Blocks, page by page. */
  List<List<Object>> contents() {
    List<List<Object>> rows = new ArrayList<>();
    if (tab.isEmpty()) {
      return rows;
    }
    Box all = tab.get().within(options.box());
    int last = all.lastRow();
    int width = Math.min(lastColumn(), tab.get().columns() - 1);
    if (width < firstColumn()) {
      return rows;
    }
    for (int first = options.firstData(); first <= last; first += options.pageRows()) {
      int end = Math.min(first + options.pageRows() - 1, last);
      List<List<Object>> page = client.values(tab.get(), new Box(firstColumn(), first, width, end));
      while (!page.isEmpty() && rows.size() < first - options.firstData()) {
        rows.add(List.of());
      }
      rows.addAll(page);
    }
    return rows;
  }

  /** What stands in these rows now; nothing is beyond the sheet's grid. Blocks. */
  List<List<Object>> rows(int first, int last) {
    Tab now = client.overview().tab(client.connection(), request.target());
    Box box = now.within(box(first, last));
    return box.lastRow() < first ? List.of() : client.values(now, box);
  }
}
