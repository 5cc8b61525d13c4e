package io.navette.testing.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.testing.google.Exchange.Refusal;
import io.navette.testing.google.Exchange.Reply;
import io.navette.testing.google.FakeSheet.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One spreadsheet, asked and changed as by the Sheets API: requests are atomic, nothing is beyond
 * the grid, rows come without their empty ends.
 */
public final class FakeSpreadsheet implements Function<Exchange, Reply> {
  /** Its id. */
  public static final String ID = "1spreadsheetOfTests-_";

  private static final Pattern VALUES = Pattern.compile("/values/(.*?)(:append)?");
  private Map<String, FakeSheet> sheets = new LinkedHashMap<>();
  private int nextId;

  /** Adds a sheet whose rows are given as JSON values; null for an empty cell. */
  public synchronized FakeSpreadsheet sheet(String title, @Nullable Object[]... rows) {
    FakeSheet sheet = new FakeSheet(nextId++, title, false, Math.max(20, rows.length), 10);
    sheets.put(title, sheet);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows[row].length; column++) {
        sheet.put(row, column, Cell.EMPTY.with(rows[row][column], ""));
      }
    }
    return this;
  }

  /** Shows a column's numbers as dates, times or whatever else. */
  public synchronized FakeSpreadsheet format(
      String title, int column, String type, String pattern) {
    FakeSheet sheet = find(title);
    for (int row = 1; row < sheet.rows; row++) {
      sheet.put(row, column, sheet.at(row, column).shown(type, pattern));
    }
    return this;
  }

  /** Puts a formula's error into a cell. */
  public synchronized FakeSpreadsheet error(String title, int row, int column, String type) {
    find(title).put(row, column, new Cell(null, type, "=broken", "", ""));
    return this;
  }

  /** What a sheet holds now, row by row. */
  public synchronized List<List<Object>> rows(String title) {
    FakeSheet sheet = find(title);
    return sheet.values(new FakeRange(title, 0, 0, sheet.columns - 1, sheet.rows - 1));
  }

  /** The formula in a cell; empty where there is none. */
  public synchronized String formula(String title, int row, int column) {
    return find(title).at(row, column).formula();
  }

  /** The type of a cell's number format. */
  public synchronized String shown(String title, int row, int column) {
    return find(title).at(row, column).format();
  }

  public synchronized List<String> titles() {
    return List.copyOf(sheets.keySet());
  }

  private FakeSheet find(String title) {
    FakeSheet sheet = sheets.get(title);
    if (sheet == null) {
      throw Refusal.invalid("Unable to parse range: " + title);
    }
    return sheet;
  }

  private FakeSheet find(int id) {
    return sheets.values().stream()
        .filter(sheet -> sheet.id == id)
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("No grid with id: " + id));
  }

  @Override
  public synchronized Reply apply(Exchange request) {
    String base = "/v4/spreadsheets/" + ID;
    if (!request.path().startsWith(base)) {
      return Reply.error(404, "NOT_FOUND", "notFound", "Requested entity was not found.");
    }
    String rest = request.path().substring(base.length());
    Matcher values = VALUES.matcher(rest);
    if (request.method().equals("GET") && rest.isEmpty()) {
      return Reply.json(request.query().containsKey("ranges") ? grid(request) : overview());
    }
    if (request.method().equals("GET") && values.matches()) {
      FakeRange range = FakeRange.parse(values.group(1));
      FakeSheet sheet = find(range.title());
      List<List<Object>> rows = sheet.values(range.within(sheet));
      return Reply.json(rows.isEmpty() ? Map.of() : Map.of("values", rows));
    }
    return Reply.json(
        atomically(
            () ->
                switch (rest) {
                  case ":batchUpdate" -> change(request.json().path("requests"));
                  case "/values:batchUpdate" -> update(request.json());
                  default -> append(request, FakeRange.parse(group(values)));
                }));
  }

  private static String group(Matcher values) {
    if (!values.matches() || values.group(2) == null) {
      throw Refusal.invalid("no such method");
    }
    return values.group(1);
  }

  private interface Change {
    Object made();
  }

  /** All of it, or nothing. */
  private Object atomically(Change change) {
    Map<String, FakeSheet> before = new LinkedHashMap<>();
    sheets.forEach((title, sheet) -> before.put(title, sheet.copy()));
    try {
      return change.made();
    } catch (RuntimeException e) {
      sheets = before;
      throw e;
    }
  }

  private Object overview() {
    List<Object> found = new ArrayList<>();
    for (FakeSheet sheet : sheets.values()) {
      Map<String, Object> properties = new HashMap<>();
      properties.put("sheetId", sheet.id);
      properties.put("title", sheet.title);
      properties.put("sheetType", "GRID");
      properties.put("hidden", sheet.hidden);
      properties.put(
          "gridProperties", Map.of("rowCount", sheet.rows, "columnCount", sheet.columns));
      found.add(Map.of("properties", properties));
    }
    // A chart has a sheet of its own, without a grid.
    found.add(
        Map.of("properties", Map.of("sheetId", 999, "title", "Chart1", "sheetType", "OBJECT")));
    return Map.of(
        "spreadsheetId",
        ID,
        "properties",
        Map.of("title", "Budget", "timeZone", "Europe/Paris"),
        "sheets",
        found);
  }

  private Object grid(Exchange request) {
    FakeRange range = FakeRange.parse(request.parameter("ranges").orElseThrow());
    FakeSheet sheet = find(range.title());
    List<Map<String, Object>> rows = sheet.grid(range.within(sheet));
    Map<String, Object> data = rows.isEmpty() ? Map.of() : Map.of("rowData", rows);
    return Map.of("sheets", List.of(Map.of("data", List.of(data))));
  }

  private Object update(JsonNode body) {
    String input = body.path("valueInputOption").asText();
    for (JsonNode part : body.path("data")) {
      FakeRange range = FakeRange.parse(part.path("range").asText());
      FakeSheet sheet = find(range.title());
      range.within(sheet);
      write(sheet, range.firstRow(), range.firstColumn(), part.path("values"), input);
    }
    return Map.of("spreadsheetId", ID);
  }

  private static void write(FakeSheet sheet, int row, int column, JsonNode rows, String input) {
    if (!List.of("RAW", "USER_ENTERED").contains(input)) {
      throw Refusal.invalid("'valueInputOption' is required but not specified");
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.get(i).size(); j++) {
        JsonNode value = rows.get(i).get(j);
        if (!value.isNull()) {
          Cell old = sheet.at(row + i, column + j);
          sheet.put(row + i, column + j, entered(old, value, input));
        }
      }
    }
  }

  private static Cell entered(Cell old, JsonNode value, String input) {
    if (value.isNumber()) {
      return old.with(value.decimalValue(), "");
    }
    if (value.isBoolean()) {
      return old.with(value.booleanValue(), "");
    }
    String text = value.asText();
    if (text.length() > 50_000) {
      throw Refusal.invalid(
          "Your input contains more than the maximum of 50000 characters in a single cell.");
    }
    if (text.isEmpty()) {
      return old.with(null, "");
    }
    return input.equals("USER_ENTERED") && text.startsWith("=")
        ? old.with(42, text)
        : old.with(text, "");
  }

  private Object append(Exchange request, FakeRange table) {
    FakeSheet sheet = find(table.title());
    table.within(sheet);
    JsonNode rows = request.json().path("values");
    int end = table.firstRow();
    while (end < sheet.rows && filled(sheet, table, end)) {
      end++;
    }
    if (request.parameter("insertDataOption").orElse("").equals("INSERT_ROWS")) {
      sheet.insert(end, rows.size());
    }
    write(sheet, end, table.firstColumn(), rows, request.parameter("valueInputOption").orElse(""));
    int width = rows.get(0).size();
    String first = FakeRange.letters(table.firstColumn()) + (end + 1);
    String last = FakeRange.letters(table.firstColumn() + width - 1) + (end + rows.size());
    String quoted = "'" + table.title().replace("'", "''") + "'!";
    String updated = quoted + (first.equals(last) ? first : first + ":" + last);
    return Map.of("updates", Map.of("updatedRange", updated, "updatedRows", rows.size()));
  }

  private static boolean filled(FakeSheet sheet, FakeRange table, int row) {
    for (int column = table.firstColumn(); column <= table.lastColumn(); column++) {
      if (!sheet.at(row, column).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Object change(JsonNode requests) {
    for (JsonNode request : requests) {
      Map.Entry<String, JsonNode> only = request.properties().iterator().next();
      JsonNode body = only.getValue();
      switch (only.getKey()) {
        case "addSheet" -> add(body.path("properties"));
        case "deleteSheet" -> sheets.remove(find(body.path("sheetId").asInt()).title);
        case "updateSheetProperties" -> resize(body.path("properties"));
        case "updateCells" -> each(body.path("range"), cell -> cell.with(null, ""));
        case "repeatCell" -> {
          JsonNode format = body.path("cell").path("userEnteredFormat").path("numberFormat");
          String pattern = format.path("pattern").asText();
          each(body.path("range"), cell -> cell.shown(format.path("type").asText(), pattern));
        }
        case "copyPaste" -> copy(body);
        default -> throw Refusal.invalid("Unknown name \"" + only.getKey() + "\"");
      }
    }
    return Map.of("spreadsheetId", ID);
  }

  private void add(JsonNode properties) {
    String title = properties.path("title").asText();
    if (sheets.containsKey(title)) {
      throw Refusal.invalid("A sheet with the name \"" + title + "\" already exists.");
    }
    JsonNode grid = properties.path("gridProperties");
    sheets.put(
        title,
        new FakeSheet(
            nextId++,
            title,
            properties.path("hidden").asBoolean(),
            grid.path("rowCount").asInt(),
            grid.path("columnCount").asInt()));
  }

  private void resize(JsonNode properties) {
    FakeSheet sheet = find(properties.path("sheetId").asInt());
    sheet.rows = properties.path("gridProperties").path("rowCount").asInt();
    sheet.columns = properties.path("gridProperties").path("columnCount").asInt();
  }

  private void each(JsonNode range, Function<Cell, Cell> change) {
    FakeSheet sheet = find(range.path("sheetId").asInt());
    for (int row = range.path("startRowIndex").asInt(); row < end(range, "Row"); row++) {
      for (int column = range.path("startColumnIndex").asInt();
          column < end(range, "Column");
          column++) {
        sheet.put(row, column, change.apply(sheet.at(row, column)));
      }
    }
  }

  private static int end(JsonNode range, String dimension) {
    return range.path("end" + dimension + "Index").asInt();
  }

  private void copy(JsonNode body) {
    JsonNode from = body.path("source");
    FakeSheet source = find(from.path("sheetId").asInt());
    FakeSheet target = find(body.path("destination").path("sheetId").asInt());
    boolean formulas = body.path("pasteType").asText().equals("PASTE_NORMAL");
    for (int row = from.path("startRowIndex").asInt(); row < end(from, "Row"); row++) {
      for (int column = from.path("startColumnIndex").asInt();
          column < end(from, "Column");
          column++) {
        Cell cell = source.at(row, column);
        Cell old = target.at(row, column);
        target.put(row, column, old.with(cell.value(), formulas ? cell.formula() : ""));
      }
    }
  }
}
