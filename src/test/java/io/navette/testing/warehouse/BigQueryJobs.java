package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The jobs of a {@link BigQueryServer}. */
public final class BigQueryJobs {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern ASSERT = Pattern.compile("ASSERT (.*) AS '(.*)'", Pattern.DOTALL);
  private static final String BEGIN = "BEGIN TRANSACTION;\n";

  private final Tables tables;
  private final BigQueryTables resources;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Queue<String[]> failures = new ConcurrentLinkedQueue<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private volatile long bytes = 1_000_000;

  BigQueryJobs(Tables tables, BigQueryTables resources) {
    this.tables = tables;
    this.resources = resources;
  }

  private static final class Job {
    final ObjectNode resource = JSON.createObjectNode();
    final List<ObjectNode> children = new ArrayList<>();
    @Nullable Results results;
  }

  /** The next job that is inserted fails with this reason, and does nothing. */
  public void fail(String reason, String message) {
    failures.add(new String[] {reason, message});
  }

  /** What each query reads from now on. */
  public void bytes(long read) {
    bytes = read;
  }

  /** All queries that were run, not those of dry runs. */
  public List<String> queries() {
    return queries;
  }

  /** How many jobs there are. */
  public int count() {
    return jobs.size();
  }

  LocalServer.Reply reply(LocalServer.Seen seen, HttpUrl url, List<String> steps)
      throws IOException, SQLException {
    if (seen.method().equals("POST")) {
      return steps.size() > 1 ? LocalServer.body("{}") : insert(JSON.readTree(seen.body()), "");
    }
    if (steps.size() == 1) {
      return children(Objects.requireNonNull(url.queryParameter("parentJobId")));
    }
    Job job = jobs.get(steps.get(1));
    if (job == null || !"europe-west9".equals(url.queryParameter("location"))) {
      return BigQueryServer.error(404, "notFound", "Not found: Job " + steps.get(1));
    }
    return LocalServer.body(job.resource.toString());
  }

  /** Takes apart a request of two parts. */
  LocalServer.Reply upload(String body) throws IOException, SQLException {
    String boundary = body.substring(0, body.indexOf("\r\n"));
    String[] parts = body.split(Pattern.quote(boundary), -1);
    String rows = content(parts[2]);
    return insert(JSON.readTree(content(parts[1])), rows);
  }

  private static String content(String part) {
    return part.substring(part.indexOf("\r\n\r\n") + 4, part.length() - 2);
  }

  private LocalServer.Reply insert(JsonNode asked, String rows) throws SQLException {
    JsonNode configuration = asked.path("configuration");
    if (configuration.path("dryRun").asBoolean()) {
      return dryRun(configuration);
    }
    String id = asked.path("jobReference").path("jobId").asText();
    Job job = new Job();
    if (jobs.putIfAbsent(id, job) != null) {
      return BigQueryServer.error(409, "duplicate", "Already Exists: Job " + id);
    }
    job.resource.set("jobReference", asked.path("jobReference"));
    ObjectNode status = job.resource.putObject("status").put("state", "DONE");
    String[] failure = failures.poll();
    if (failure != null) {
      error(status, failure[0], failure[1]);
    } else {
      run(job, configuration, status, rows);
    }
    ObjectNode running = job.resource.deepCopy();
    running.putObject("status").put("state", "RUNNING");
    return LocalServer.body(running.toString());
  }

  private static void error(ObjectNode status, String reason, String message) {
    ObjectNode error =
        status.putObject("errorResult").put("reason", reason).put("message", message);
    status.putArray("errors").add(error);
  }

  private void run(Job job, JsonNode configuration, ObjectNode status, String rows) {
    String load = configuration.path("load").path("destinationTable").path("tableId").asText();
    JsonNode query = configuration.path("query");
    try {
      if (!load.isEmpty()) {
        resources.load(load, rows);
      } else if (query.path("maximumBytesBilled").asLong(Long.MAX_VALUE) < bytes) {
        error(status, "bytesBilledLimitExceeded", "Query exceeded limit for bytes billed");
      } else if (query.path("useLegacySql").asBoolean(true)) {
        error(status, "invalidQuery", "legacy SQL was meant");
      } else {
        queries.add(query.path("query").asText());
        query(job, query.path("query").asText());
      }
    } catch (SQLException e) {
      String message = Objects.toString(e.getMessage());
      error(status, message.contains("not found") ? "notFound" : "invalidQuery", message);
    }
  }

  private void query(Job job, String sql) throws SQLException {
    try (Connection connection = tables.connect()) {
      if (sql.startsWith(BEGIN)) {
        connection.setAutoCommit(false);
        script(job, connection, List.of(sql.substring(BEGIN.length()).split(";\n", -1)));
      } else if (sql.startsWith("SELECT") || sql.startsWith("WITH")) {
        job.results = Results.of(connection, sql);
      } else {
        connection.setAutoCommit(false);
        job.resource.set("statistics", statistics(Dml.run(connection, sql)));
        connection.commit();
      }
    }
  }

  private void script(Job job, Connection connection, List<String> statements) throws SQLException {
    for (String statement : statements) {
      Matcher assertion = ASSERT.matcher(statement);
      if (statement.equals("COMMIT TRANSACTION;")) {
        connection.commit();
      } else if (statement.equals("ROLLBACK TRANSACTION;")) {
        connection.rollback();
      } else if (assertion.matches()) {
        Results results = Results.of(connection, "SELECT " + assertion.group(1));
        if (!"TRUE".equalsIgnoreCase(String.valueOf(results.rows().get(0)[0]))) {
          throw new SQLException(assertion.group(2));
        }
      } else {
        ObjectNode child = JSON.createObjectNode();
        child.set("statistics", statistics(Dml.run(connection, statement)));
        job.children.add(child);
      }
    }
  }

  private static ObjectNode statistics(Dml dml) {
    ObjectNode statistics = JSON.createObjectNode();
    statistics
        .putObject("query")
        .putObject("dmlStats")
        .put("insertedRowCount", Long.toString(dml.inserted()))
        .put("updatedRowCount", Long.toString(dml.updated()))
        .put("deletedRowCount", Long.toString(dml.deleted()));
    return statistics;
  }

  /** The newest first. */
  private LocalServer.Reply children(String parent) {
    List<ObjectNode> children = new ArrayList<>(Objects.requireNonNull(jobs.get(parent)).children);
    Collections.reverse(children);
    ObjectNode page = JSON.createObjectNode();
    ArrayNode list = page.putArray("jobs");
    children.forEach(list::add);
    return LocalServer.body(page.toString());
  }

  private LocalServer.Reply dryRun(JsonNode configuration) throws SQLException {
    String sql = configuration.path("query").path("query").asText();
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode statistics = answer.putObject("statistics");
    statistics.put("totalBytesProcessed", Long.toString(bytes));
    ObjectNode query = statistics.putObject("query");
    boolean select = sql.startsWith("SELECT");
    query.put("statementType", select ? "SELECT" : sql.substring(0, sql.indexOf(' ')));
    if (select) {
      try (Connection connection = tables.connect()) {
        query.set("schema", BigQueryTables.schema(Results.of(connection, sql)));
      }
    }
    return LocalServer.body(answer.toString());
  }

  LocalServer.Reply results(String id, int from, int pageSize) {
    Job job = Objects.requireNonNull(jobs.get(id));
    ObjectNode page = JSON.createObjectNode().put("jobComplete", true);
    Results results = job.results;
    if (results != null) {
      int to = Math.min(results.rows().size(), from + pageSize);
      page.set("schema", BigQueryTables.schema(results));
      page.set("rows", BigQueryTables.rows(results, from, to));
      if (to < results.rows().size()) {
        page.put("pageToken", Integer.toString(to));
      }
    }
    return LocalServer.body(page.toString());
  }
}
