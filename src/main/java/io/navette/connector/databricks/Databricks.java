package io.navette.connector.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.databricks.Statements.Delivery;
import io.navette.connector.databricks.Statements.Ended;
import io.navette.connector.jdbc.TableName;
import io.navette.connector.warehouse.Dialect;
import io.navette.connector.warehouse.Lines;
import io.navette.connector.warehouse.Outcome;
import io.navette.connector.warehouse.Outcome.Changed;
import io.navette.connector.warehouse.Pages;
import io.navette.connector.warehouse.Refusal;
import io.navette.connector.warehouse.Relation;
import io.navette.connector.warehouse.Trial;
import io.navette.connector.warehouse.Warehouse;
import io.navette.connector.warehouse.WarehouseConnector;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** One connection to a SQL warehouse. Each statement is a transaction of its own. */
final class Databricks implements Warehouse {
  private final Statements statements;
  private final Workspace workspace;
  private final int concurrency;
  private final DatabricksDialect dialect = new DatabricksDialect();
  private final Loading loading;

  /**
   * @param concurrency files of a result that are fetched at once
   */
  Databricks(Statements statements, Workspace workspace, int concurrency) {
    this.statements = statements;
    this.workspace = workspace;
    this.concurrency = concurrency;
    this.loading = new Loading(statements, dialect);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public List<String> tables() {
    List<String> names = new ArrayList<>();
    Map<String, String> query = new HashMap<>(statements.place());
    boolean more = true;
    while (more) {
      HttpUrl.Builder url = statements.url("api/2.1/unity-catalog/tables").newBuilder();
      query.forEach(url::addQueryParameter);
      JsonNode page = statements.read(url.build());
      for (JsonNode table : page.path("tables")) {
        String name = table.path("name").asText();
        names.add(new TableName(Optional.of(workspace.schema()), name).toString());
      }
      String next = page.path("next_page_token").asText();
      query.put("page_token", next);
      more = !next.isEmpty();
    }
    return names;
  }

  @Override
  public Optional<Relation> table(TableName name) {
    HttpUrl url =
        statements
            .url("api/2.1/unity-catalog/tables")
            .newBuilder()
            .addPathSegment(workspace.path(name))
            .build();
    return statements.find(url).map(table -> relation(name, table));
  }

  private Relation relation(TableName name, JsonNode table) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : table.path("columns")) {
      columns.add(
          DatabricksTypes.column(
              column.path("name").asText(),
              column.path("type_text").asText(),
              column.path("nullable").asBoolean(true)));
    }
    List<String> key = new ArrayList<>();
    for (JsonNode constraint : table.path("table_constraints")) {
      constraint
          .path("primary_key_constraint")
          .path("child_columns")
          .forEach(column -> key.add(column.asText()));
    }
    return new Relation(name.toString(), sql(name), columns, key, -1, false);
  }

  @Override
  public Relation relation(String stream, Settings options) {
    Optional<String> query = WarehouseConnector.query(options);
    if (query.isPresent()) {
      return queried(stream, query.get());
    }
    TableName name = TableName.parse(stream);
    return table(name)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    workspace.connection()
                        + ": there is no table or view "
                        + workspace.path(name)
                        + ", or this user may not see it",
                    "see navette connect discover " + workspace.connection()));
  }

  /** No row is enough to learn the columns. */
  private Relation queried(String stream, String query) {
    String sql = "SELECT * FROM (" + query + ") AS q LIMIT 0";
    JsonNode schema =
        succeeded(statements.run(sql, Delivery.INLINE, true))
            .answer()
            .path("manifest")
            .path("schema");
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : schema.path("columns")) {
      columns.add(
          DatabricksTypes.column(
              column.path("name").asText(), column.path("type_text").asText(), true));
    }
    if (columns.isEmpty()) {
      throw new Failure.Configuration(
          workspace.connection() + ", stream " + stream + ": the query returns no columns",
          "give a SELECT in options: {query: ...}");
    }
    return new Relation(stream, "(" + query + ")", columns, List.of(), -1, false);
  }

  @Override
  public String sql(TableName name) {
    return dialect.quoted(workspace.catalog())
        + "."
        + dialect.quoted(name.schema().orElse(workspace.schema()))
        + "."
        + dialect.quoted(name.table());
  }

  private Ended succeeded(Ended ended) {
    if (!ended.succeeded()) {
      throw statements.failure(ended);
    }
    if (ended.answer().path("manifest").path("truncated").asBoolean()) {
      throw new Failure.Data(
          workspace.connection()
              + ": statement "
              + ended.id()
              + ": the result is larger than Databricks gives out, 100 GiB, and was cut",
          "read less at once, by a cursor or where:");
    }
    return ended;
  }

  @Override
  @MustBeClosed
  public Pages query(String sql) {
    return new InlinePages(statements, succeeded(statements.run(sql, Delivery.INLINE, true)));
  }

  @Override
  @MustBeClosed
  public Pages read(String sql) {
    Ended ended = succeeded(statements.run(sql, Delivery.EXTERNAL_LINKS, true));
    return new LinkedPages(statements, ended, concurrency);
  }

  @Override
  @MustBeClosed
  public Pages all(Relation relation, List<String> columns) {
    throw new IllegalStateException("a warehouse gives no rows without a query");
  }

  @Override
  public void create(TableName name, List<Column> columns, List<String> key) {
    define("CREATE TABLE ", name, columns, key);
  }

  @Override
  public void createStaging(TableName name, List<Column> columns, Relation target) {
    define("CREATE OR REPLACE TABLE ", name, columns, List.of());
  }

  private void define(String verb, TableName name, List<Column> columns, List<String> key) {
    List<String> parts =
        columns.stream()
            .map(column -> declared(column) + (column.nullable() ? "" : " NOT NULL"))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!key.isEmpty()) {
      parts.add(
          "PRIMARY KEY ("
              + key.stream().map(dialect::quoted).collect(Collectors.joining(", "))
              + ")");
    }
    execute(verb + sql(name) + " (" + String.join(", ", parts) + ")");
  }

  private String declared(Column column) {
    return dialect.quoted(column.name())
        + " "
        + column.origin().map(Origin::nativeType).orElse("STRING");
  }

  @Override
  public void addColumns(TableName name, List<Column> columns) {
    execute(
        "ALTER TABLE "
            + sql(name)
            + " ADD COLUMNS ("
            + columns.stream().map(this::declared).collect(Collectors.joining(", "))
            + ")");
  }

  @Override
  public void drop(TableName name) {
    execute("DROP TABLE IF EXISTS " + sql(name));
  }

  private void execute(String sql) {
    succeeded(statements.run(sql, Delivery.INLINE, true));
  }

  @Override
  public boolean atomic() {
    return false;
  }

  @Override
  public Outcome run(List<String> sql) {
    List<Changed> changed = new ArrayList<>();
    for (String statement : sql) {
      Ended ended =
          statements.run(statement, Delivery.INLINE, !statement.startsWith("INSERT INTO"));
      if (!ended.succeeded() && ended.code().equals("BAD_REQUEST")) {
        return Outcome.refused(ended.message());
      }
      changed.add(changed(succeeded(ended)));
    }
    return Outcome.done(changed);
  }

  /** On a copy of the target that has its constraints, and shares its files until it is changed. */
  @Override
  public Optional<Trial> trial(Relation target, TableName name) {
    String clone = "CREATE OR REPLACE TABLE " + sql(name) + " SHALLOW CLONE " + target.sql();
    if (!statements.run(clone, Delivery.INLINE, true).succeeded()) {
      return Optional.empty();
    }
    Relation copy =
        new Relation(name.toString(), sql(name), target.columns(), target.key(), -1, false);
    return Optional.of(
        new Trial() {
          @Override
          public Relation target() {
            return copy;
          }

          @Override
          public Outcome run(List<String> rows) {
            return Databricks.this.run(rows);
          }

          @Override
          public void close() {
            drop(name);
          }
        });
  }

  /** The counts come as a result of one row, whose columns depend on the statement. */
  private static Changed changed(Ended ended) {
    Map<String, Long> counts = new HashMap<>();
    JsonNode row = ended.answer().path("result").path("data_array").path(0);
    int position = 0;
    for (JsonNode column : ended.answer().path("manifest").path("schema").path("columns")) {
      counts.put(
          column.path("name").asText().toLowerCase(Locale.ROOT), row.path(position).asLong());
      position++;
    }
    long inserted = counts.getOrDefault("num_inserted_rows", 0L);
    long updated = counts.getOrDefault("num_updated_rows", 0L);
    long affected = counts.getOrDefault("num_affected_rows", 0L);
    boolean deletes = inserted + updated == 0 && !counts.containsKey("num_inserted_rows");
    return new Changed(
        inserted, updated, counts.getOrDefault("num_deleted_rows", deletes ? affected : 0L));
  }

  @Override
  public String line(Relation target, RowBatch batch, int row, long number) {
    return JsonLine.of(batch, row, ROW, number);
  }

  @Override
  public RowBatch row(String line, Schema schema) {
    return JsonLine.read(line, schema);
  }

  @Override
  public long loadBytes() {
    return workspace.volume().isPresent() ? Loading.FILE : Loading.STATEMENT;
  }

  @Override
  public Optional<Refusal> load(TableName staging, List<Column> columns, Lines lines)
      throws IOException {
    Optional<String> volume = workspace.volume();
    Ended ended =
        volume.isPresent()
            ? loading.byFile(volume.get(), sql(staging), columns, lines)
            : loading.byStatement(sql(staging), columns, lines);
    if (!ended.succeeded() && ended.code().equals("BAD_REQUEST")) {
      return Optional.of(new Refusal(ended.message(), Set.of()));
    }
    succeeded(ended);
    return Optional.empty();
  }

  /** One that was overtaken must not write any more either. */
  @Override
  public void removeAbandoned(TableName beginning) {
    tables().stream()
        .map(TableName::parse)
        .filter(table -> table.table().startsWith(beginning.table()))
        .forEach(this::drop);
  }

  /** Does not start the warehouse, which costs money. */
  @Override
  public String check() {
    JsonNode found =
        statements.read(statements.url("api/2.0/sql/warehouses/" + workspace.warehouse()));
    return "Databricks, SQL warehouse "
        + found.path("name").asText(workspace.warehouse())
        + ", "
        + found.path("state").asText("in an unknown state").toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    statements.close();
  }
}
