package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.http.LocalServer;
import io.navette.testing.ExchangeFilter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * As much of BigQuery's REST API as Navette uses, over one dataset. Jobs are done when they are
 * inserted, and told as running once.
 */
public final class BigQueryServer extends WarehouseServer {
  public static final String PROJECT = "navette-project";
  public static final String DATASET = "shop";

  /** What a service account's token has to be. */
  public static final String TOKEN = "ya29.local";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BASE = "/bigquery/v2/projects/" + PROJECT;

  private final BigQueryTables resources = new BigQueryTables(tables(), DATASET);
  private final BigQueryJobs jobs = new BigQueryJobs(tables(), resources);
  private final BigQueryUploads uploads = new BigQueryUploads(jobs);
  private int pageSize = 1000;

  /** Starts it. */
  public BigQueryServer() {
    super(DATASET, TOKEN, new ExchangeFilter("bigquery", "(/upload)?/bigquery/v2/.*"));
  }

  /** What jobs do, and how they fail. */
  public BigQueryJobs jobs() {
    return jobs;
  }

  /** How rows arrive that are to be loaded. */
  public BigQueryUploads uploads() {
    return uploads;
  }

  /** Rows of a page from now on. */
  public void pageSize(int rows) {
    pageSize = rows;
  }

  /** Answers the next request whose method and address begin so by an error. */
  public void refuse(String begins, int status, String reason, String message) {
    refuse(begins, error(status, reason, message));
  }

  /** As Google words errors. */
  static LocalServer.Reply error(int status, String reason, String message) {
    ObjectNode error = JSON.createObjectNode().put("code", status).put("message", message);
    error.putArray("errors").addObject().put("reason", reason).put("message", message);
    return LocalServer.json(status, JSON.createObjectNode().set("error", error).toString());
  }

  @Override
  LocalServer.Reply reply(LocalServer.Seen seen, HttpUrl url) throws IOException {
    if (url.encodedPath().equals("/token")) {
      return LocalServer.body(
          "{\"access_token\": \""
              + TOKEN
              + "\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}");
    }
    if (!lets(seen)) {
      return error(401, "authError", "Invalid Credentials");
    }
    try {
      boolean upload = url.encodedPath().startsWith("/upload" + BASE);
      String path = url.encodedPath().substring(upload ? 7 : 0);
      List<String> steps = HttpUrl.get("http://x" + path).pathSegments();
      return upload ? uploads.reply(seen, url) : reply(seen, url, steps.subList(4, steps.size()));
    } catch (SQLException e) {
      return error(400, "invalidQuery", Objects.toString(e.getMessage()));
    }
  }

  private LocalServer.Reply reply(LocalServer.Seen seen, HttpUrl url, List<String> steps)
      throws IOException, SQLException {
    if (steps.get(0).equals("jobs")) {
      return jobs.reply(seen, url, steps);
    }
    if (steps.get(0).equals("queries")) {
      return jobs.results(steps.get(1), token(url), pageSize);
    }
    if (!steps.get(1).equals(DATASET)) {
      return error(404, "notFound", "Not found: Dataset " + steps.get(1));
    }
    return switch (steps.size()) {
      case 2 -> LocalServer.body("{\"location\": \"europe-west9\"}");
      case 3 -> seen.method().equals("POST") ? create(seen) : list(url);
      case 4 -> table(seen, steps.get(3));
      default -> rows(url, steps.get(3));
    };
  }

  private static int token(HttpUrl url) {
    String token = url.queryParameter("pageToken");
    return token == null || token.isEmpty() ? 0 : Integer.parseInt(token);
  }

  private LocalServer.Reply create(LocalServer.Seen seen) throws IOException, SQLException {
    JsonNode table = JSON.readTree(seen.body());
    String name = table.path("tableReference").path("tableId").asText();
    if (resources.resource(name) != null) {
      return error(409, "duplicate", "Already Exists: Table " + name);
    }
    resources.create(table);
    return LocalServer.body(table.toString());
  }

  private LocalServer.Reply list(HttpUrl url) throws SQLException {
    ObjectNode page = JSON.createObjectNode();
    ArrayNode list = page.putArray("tables");
    List<String> names = tables().names(DATASET);
    int from = token(url);
    int to = Math.min(names.size(), from + 2);
    for (String name : names.subList(from, to)) {
      list.addObject().putObject("tableReference").put("tableId", name);
    }
    if (to < names.size()) {
      page.put("nextPageToken", Integer.toString(to));
    }
    return LocalServer.body(page.toString());
  }

  private LocalServer.Reply table(LocalServer.Seen seen, String name)
      throws IOException, SQLException {
    ObjectNode table = resources.resource(name);
    if (table == null) {
      return error(404, "notFound", "Not found: Table " + name);
    }
    switch (seen.method()) {
      case "DELETE" -> {
        tables().execute("DROP TABLE " + Tables.quoted(DATASET) + "." + Tables.quoted(name));
        return LocalServer.status(204);
      }
      case "PATCH" -> resources.extend(name, JSON.readTree(seen.body()));
      default -> {}
    }
    return LocalServer.body(String.valueOf(resources.resource(name)));
  }

  /** tabledata.list: the fields come in the table's order. */
  private LocalServer.Reply rows(HttpUrl url, String name) throws SQLException {
    String selected = url.queryParameter("selectedFields");
    List<String> chosen = selected == null ? List.of() : List.of(selected.split(",", -1));
    String columns =
        tables().fields(DATASET, name).stream()
            .map(Tables.Field::name)
            .filter(column -> selected == null || chosen.contains(column))
            .map(column -> "`" + column + "`")
            .collect(Collectors.joining(", "));
    try (var connection = tables().connect()) {
      Results results =
          Results.of(connection, "SELECT " + columns + " FROM `" + DATASET + "`.`" + name + "`");
      int from = token(url);
      int to = Math.min(results.rows().size(), from + pageSize);
      ObjectNode page = JSON.createObjectNode();
      page.set("rows", BigQueryTables.rows(results, from, to));
      if (to < results.rows().size()) {
        page.put("pageToken", Integer.toString(to));
      }
      return LocalServer.body(page.toString());
    }
  }
}
