package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.google.bigquery.Jobs.Job;
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
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One connection to BigQuery. Rows are read by query jobs or, whole tables, by tabledata.list,
 * which bills nothing; they are written by load jobs and by scripts that are one transaction.
 */
final class BigQuery implements Warehouse {
  /** Far from the limits of a job; so much has to be sent again when one fails. */
  private static final long LOAD = 256L << 20;

  private final Api api;
  private final Place place;
  private final Jobs jobs;
  private final TableApi tables;
  private final Optional<Long> mostBytes;
  private final Map<String, Map<String, Shape>> shapes = new ConcurrentHashMap<>();
  private final BigQueryDialect dialect = new BigQueryDialect();

  /**
   * @param mostBytes a query that would be billed for more fails
   */
  BigQuery(Api api, Place place, Jobs jobs, InstantSource clock, Optional<Long> mostBytes) {
    this.api = api;
    this.place = place;
    this.jobs = jobs;
    this.tables = new TableApi(api, place, clock);
    this.mostBytes = mostBytes;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public List<String> tables() {
    List<String> names = new ArrayList<>();
    Map<String, String> query = new HashMap<>(Map.of("maxResults", "1000"));
    boolean more = true;
    while (more) {
      JsonNode page =
          api.read(api.url(place.dataProject(), query, "datasets", place.dataset(), "tables"));
      for (JsonNode table : page.path("tables")) {
        String name = table.path("tableReference").path("tableId").asText();
        names.add(new TableName(Optional.of(place.dataset()), name).toString());
      }
      query.put("pageToken", page.path("nextPageToken").asText());
      more = page.hasNonNull("nextPageToken");
    }
    return names;
  }

  @Override
  public Optional<Relation> table(TableName name) {
    return tables.find(name).map(table -> relation(name, table));
  }

  private Relation relation(TableName name, JsonNode table) {
    List<Column> columns = new ArrayList<>();
    table.path("schema").path("fields").forEach(field -> columns.add(BigQueryTypes.column(field)));
    List<String> key = new ArrayList<>();
    table
        .path("tableConstraints")
        .path("primaryKey")
        .path("columns")
        .forEach(column -> key.add(column.asText()));
    shapes.put(name.toString(), Shape.of(table.path("schema")));
    boolean stored = table.path("type").asText().equals("TABLE");
    long rows = stored ? table.path("numRows").asLong(-1) : -1;
    return new Relation(name.toString(), sql(name), columns, key, rows, stored);
  }

  /** Of a table that was looked at. */
  private Map<String, Shape> shapes(Relation target) {
    return shapes.getOrDefault(target.shown(), Map.of());
  }

  @Override
  public Relation relation(String stream, Settings options) {
    Optional<String> query = WarehouseConnector.query(options);
    if (query.isPresent()) {
      return queried(stream, query.get());
    }
    TableName name = TableName.parse(stream);
    Relation relation =
        table(name)
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        place.connection() + ": there is no table or view " + place.path(name),
                        "see navette connect discover " + place.connection()));
    boolean asked = options.text(BigQueryConnector.READ).filter("query"::equals).isPresent();
    return asked
        ? new Relation(
            relation.shown(),
            relation.sql(),
            relation.columns(),
            relation.key(),
            relation.rows(),
            false)
        : relation;
  }

  /** A dry run tells the columns. */
  private Relation queried(String stream, String query) {
    JsonNode statistics = jobs.dryRun(configuration(query)).path("query");
    List<Column> columns = new ArrayList<>();
    for (JsonNode field : statistics.path("schema").path("fields")) {
      columns.add(BigQueryTypes.column(field));
    }
    if (columns.isEmpty()) {
      throw new Failure.Configuration(
          place.connection()
              + ", stream "
              + stream
              + ": the query returns no columns ("
              + statistics.path("statementType").asText("no statement")
              + ")",
          "give a SELECT in options: {query: ...}");
    }
    return new Relation(stream, "(" + query + ")", columns, List.of(), -1, false);
  }

  /** The bytes a query would read. */
  long bytes(String sql) {
    return jobs.dryRun(configuration(sql)).path("totalBytesProcessed").asLong();
  }

  Optional<Long> mostBytes() {
    return mostBytes;
  }

  @Override
  public String sql(TableName name) {
    return dialect.quoted(place.project(name))
        + "."
        + dialect.quoted(place.dataset(name))
        + "."
        + dialect.quoted(place.table(name));
  }

  private ObjectNode configuration(String sql) {
    ObjectNode configuration = Api.JSON.createObjectNode();
    ObjectNode query = configuration.putObject("query");
    query.put("query", sql).put("useLegacySql", false);
    query
        .putObject("defaultDataset")
        .put("projectId", place.dataProject())
        .put("datasetId", place.dataset());
    mostBytes.ifPresent(bytes -> query.put("maximumBytesBilled", Long.toString(bytes)));
    return configuration;
  }

  @Override
  @MustBeClosed
  public Pages query(String sql) {
    Job job = jobs.run(configuration(sql));
    job.error()
        .ifPresent(
            error -> {
              throw api.reasons().failed("job " + job.id(), error);
            });
    Map<String, String> query =
        new LinkedHashMap<>(jobs.place(job.resource().path("jobReference")));
    query.put("formatOptions.useInt64Timestamp", "true");
    JsonNode first = api.read(api.url(place.project(), query, "queries", job.id()));
    return new ResultPages(
        token -> {
          query.put("pageToken", token);
          return token.isEmpty()
              ? first
              : api.read(api.url(place.project(), query, "queries", job.id()));
        },
        fields(first.path("schema")));
  }

  @Override
  @MustBeClosed
  public Pages read(String sql) {
    return query(sql);
  }

  private static List<JsonNode> fields(JsonNode schema) {
    List<JsonNode> fields = new ArrayList<>();
    schema.path("fields").forEach(fields::add);
    return fields;
  }

  /** Fields come in the order of the table, whatever they are asked in. */
  @Override
  @MustBeClosed
  public Pages all(Relation relation, List<String> columns) {
    TableName name = TableName.parse(relation.shown());
    List<JsonNode> all = fields(tables.read(name).path("schema"));
    List<JsonNode> chosen =
        all.stream().filter(field -> columns.contains(field.path("name").asText())).toList();
    Map<String, String> query = new LinkedHashMap<>();
    if (chosen.size() < all.size()) {
      query.put("selectedFields", String.join(",", columns));
    }
    query.put("formatOptions.useInt64Timestamp", "true");
    Pages pages =
        new ResultPages(
            token -> {
              if (!token.isEmpty()) {
                query.put("pageToken", token);
              }
              return tables.data(name, query);
            },
            chosen);
    List<String> order = chosen.stream().map(field -> field.path("name").asText()).toList();
    return order.equals(columns) ? pages : new OrderedPages(pages, order, columns);
  }

  @Override
  public void create(TableName name, List<Column> columns, List<String> key) {
    tables.create(name, columns, key);
  }

  @Override
  public void createStaging(TableName name, List<Column> columns, Relation target) {
    tables.createStaging(name, columns, shapes(target));
  }

  @Override
  public void addColumns(TableName name, List<Column> columns) {
    tables.addColumns(name, columns);
  }

  @Override
  public void drop(TableName name) {
    tables.drop(name);
  }

  @Override
  public boolean atomic() {
    return true;
  }

  @Override
  public Outcome run(List<String> statements) {
    return statements.size() == 1
        ? run(statements.get(0), true)
        : run(transaction(statements, "COMMIT"), false);
  }

  private static String transaction(List<String> statements, String end) {
    return "BEGIN TRANSACTION;\n" + String.join(";\n", statements) + ";\n" + end + " TRANSACTION;";
  }

  /** In transactions that are rolled back. */
  @Override
  public Optional<Trial> trial(Relation target, TableName name) {
    return Optional.of(
        new Trial() {
          @Override
          public Relation target() {
            return target;
          }

          @Override
          public Outcome run(List<String> statements) {
            return BigQuery.this.run(transaction(statements, "ROLLBACK"), false);
          }

          @Override
          public void close() {
            // There is nothing left of it.
          }
        });
  }

  /**
   * Runs a statement or a script.
   *
   * @param alone whether it is one statement
   */
  private Outcome run(String sql, boolean alone) {
    Job job = jobs.run(configuration(sql));
    if (job.error().isPresent()) {
      JsonNode error = job.error().get();
      if (api.reasons().refuses(job.reason())) {
        return Outcome.refused(error.path("message").asText());
      }
      throw api.reasons().failed("job " + job.id(), error);
    }
    List<Job> done = alone ? List.of(job) : jobs.children(job);
    return Outcome.done(
        done.stream()
            .map(one -> one.statistics().path("query").path("dmlStats"))
            .filter(JsonNode::isObject)
            .map(BigQuery::changed)
            .toList());
  }

  private static Changed changed(JsonNode stats) {
    return new Changed(
        stats.path("insertedRowCount").asLong(),
        stats.path("updatedRowCount").asLong(),
        stats.path("deletedRowCount").asLong());
  }

  @Override
  public String line(Relation target, RowBatch batch, int row, long number) {
    return JsonLine.of(batch, row, ROW, number, shapes(target));
  }

  @Override
  public RowBatch row(String line, Schema schema) {
    return JsonLine.read(line, schema);
  }

  @Override
  public long loadBytes() {
    return LOAD;
  }

  @Override
  public Optional<Refusal> load(TableName staging, List<Column> columns, Lines lines)
      throws IOException {
    ObjectNode configuration = Api.JSON.createObjectNode();
    ObjectNode load = configuration.putObject("load");
    load.set("destinationTable", tables.reference(staging));
    load.put("sourceFormat", "NEWLINE_DELIMITED_JSON")
        .put("writeDisposition", "WRITE_APPEND")
        .put("createDisposition", "CREATE_NEVER");
    Job job = jobs.load(configuration, lines);
    if (job.error().isEmpty()) {
      return Optional.empty();
    }
    if (api.reasons().refuses(job.reason())) {
      return Optional.of(LoadErrors.refusal(job));
    }
    throw api.reasons().failed("load job " + job.id(), job.error().get());
  }

  /** They vanish by themselves. */
  @Override
  public void removeAbandoned(TableName beginning) {}

  /** To the dataset, and to start jobs. */
  @Override
  public String check() {
    JsonNode dataset =
        api.read(api.url(place.dataProject(), Map.of(), "datasets", place.dataset()));
    jobs.dryRun(configuration("SELECT 1"));
    return "BigQuery, dataset "
        + place.dataset()
        + " in "
        + dataset.path("location").asText("an unknown location");
  }

  @Override
  public void close() {
    api.close();
  }
}
