package io.navette.connector.google.sheets;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.model.AppendValuesResponse;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.GridData;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.RowData;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.ValueRange;
import io.navette.connector.Settings;
import io.navette.connector.google.GoogleApi;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of one spreadsheet. Blocks; thread-safe; failures are those of the connection. */
final class SheetsClient implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile(".*/spreadsheets/d/([A-Za-z0-9_-]+).*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String GRID = "GRID";

  private final String connection;
  private final String id;
  private final GoogleApi api;
  private final Sheets once;
  private final Sheets repeatable;

  SheetsClient(Settings settings, GoogleApi api) {
    this.connection = settings.connection();
    this.id = id(connection, settings.text("spreadsheet").orElse(""));
    this.api = api;
    this.once = client(api.transport());
    this.repeatable = client(api.repeatable());
  }

  private Sheets client(HttpTransport transport) {
    return new Sheets.Builder(transport, GsonFactory.getDefaultInstance(), null)
        .setRootUrl(api.root().toString())
        .setApplicationName("navette")
        .build();
  }

  /** Of an id, or of the address the browser shows. */
  private static String id(String connection, String text) {
    Matcher address = ADDRESS.matcher(text.strip());
    String id = address.matches() ? address.group(1) : text.strip();
    if (!ID.matcher(id).matches()) {
      throw new Failure.Configuration(
          connection + ": spreadsheet: \"" + text + "\" is no id and no address of a spreadsheet",
          "copy it from the browser: https://docs.google.com/spreadsheets/d/ID/edit");
    }
    return id;
  }

  String connection() {
    return connection;
  }

  /** A spreadsheet's name, its time zone and its sheets. */
  record Overview(String title, String zone, List<Tab> tabs) {
    Overview {
      tabs = List.copyOf(tabs);
    }

    Optional<Tab> find(String title) {
      return tabs.stream().filter(tab -> tab.title().equals(title)).findFirst();
    }

    /**
     * @throws Failure.Configuration naming the sheets there are
     */
    Tab tab(String connection, String title) {
      return find(title)
          .orElseThrow(
              () ->
                  new Failure.Configuration(
                      "connection " + connection + ": there is no sheet " + title,
                      "sheets there: "
                          + String.join(", ", tabs.stream().map(Tab::title).toList())));
    }
  }

  /** Charts have sheets of their own, which hold no rows. */
  Overview overview() {
    Spreadsheet found =
        run(
            () ->
                once.spreadsheets()
                    .get(id)
                    .setFields(
                        "spreadsheetId,properties(title,timeZone),"
                            + "sheets.properties(sheetId,title,sheetType,gridProperties)"));
    List<Tab> tabs =
        orNone(found.getSheets()).stream()
            .map(sheet -> sheet.getProperties())
            .filter(sheet -> sheet.getSheetType() == null || GRID.equals(sheet.getSheetType()))
            .map(this::tab)
            .toList();
    return new Overview(
        found.getProperties().getTitle(),
        Objects.requireNonNullElse(found.getProperties().getTimeZone(), "Etc/UTC"),
        tabs);
  }

  private Tab tab(SheetProperties sheet) {
    GridProperties grid = sheet.getGridProperties();
    int id = Objects.requireNonNullElse(sheet.getSheetId(), 0);
    return new Tab(connection, sheet.getTitle(), id, grid.getRowCount(), grid.getColumnCount());
  }

  /** Values with their formats; trailing empty rows may be missing. */
  List<RowData> cells(Tab tab, Box box) {
    Spreadsheet found =
        run(
            () ->
                once.spreadsheets()
                    .get(id)
                    .setRanges(List.of(box.of(tab.title())))
                    .setFields(
                        "sheets.data.rowData.values(effectiveValue,effectiveFormat.numberFormat)"));
    return orNone(found.getSheets()).stream()
        .flatMap(sheet -> orNone(sheet.getData()).stream())
        .map(GridData::getRowData)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(List.of());
  }

  /** Values without formats, dates as numbers; trailing empty cells and rows are missing. */
  List<List<Object>> values(Tab tab, Box box) {
    ValueRange found =
        run(
            () ->
                once.spreadsheets()
                    .values()
                    .get(id, box.of(tab.title()))
                    .setMajorDimension("ROWS")
                    .setValueRenderOption("UNFORMATTED_VALUE")
                    .setDateTimeRenderOption("SERIAL_NUMBER"));
    return orNone(found.getValues());
  }

  /** Writes all these parts, or none of them. */
  void update(List<ValueRange> parts, String input) {
    run(
        () ->
            repeatable
                .spreadsheets()
                .values()
                .batchUpdate(
                    id, new BatchUpdateValuesRequest().setValueInputOption(input).setData(parts)));
  }

  /** Adds rows behind the table that begins there; not to be repeated without looking. */
  AppendValuesResponse append(Tab tab, Box table, List<List<Object>> rows, String input) {
    return run(
        () ->
            once.spreadsheets()
                .values()
                .append(id, table.of(tab.title()), new ValueRange().setValues(rows))
                .setValueInputOption(input)
                .setInsertDataOption("INSERT_ROWS"));
  }

  /** Changes sheets, all of it or nothing. */
  void change(List<Request> changes) {
    run(
        () ->
            once.spreadsheets()
                .batchUpdate(id, new BatchUpdateSpreadsheetRequest().setRequests(changes)));
  }

  /** Changes sheets in a way that may be done twice without harm. */
  void ensure(List<Request> changes) {
    run(
        () ->
            repeatable
                .spreadsheets()
                .batchUpdate(id, new BatchUpdateSpreadsheetRequest().setRequests(changes)));
  }

  private <T> T run(GoogleApi.Call<T> call) {
    return api.run(connection, call);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  @Override
  public void close() {
    api.close();
  }
}
