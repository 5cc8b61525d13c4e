package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.http.LocalServer;
import io.navette.http.auth.OAuthServer;
import io.navette.testing.ExchangeFilter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * As much of a Databricks workspace's API as Navette uses, over one schema. Statements are done
 * when they arrive, and told as running once.
 */
public final class DatabricksServer extends WarehouseServer {
  public static final String CATALOG = "main";
  public static final String SCHEMA = "shop";
  public static final String TOKEN = "dapi0123456789";
  public static final String WAREHOUSE = "abc123";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final DatabricksStatements statements = new DatabricksStatements(tables(), SCHEMA, files);
  private volatile @Nullable OAuthServer authorization;
  private final AtomicInteger links = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** Starts it. */
  public DatabricksServer() {
    super(SCHEMA, TOKEN, new ExchangeFilter("databricks", "/(api|oidc)/.*"));
  }

  /** What statements do, and how they fail. */
  public DatabricksStatements statements() {
    return statements;
  }

  /** The files in volumes, by their paths. */
  public Map<String, String> files() {
    return files;
  }

  /** The most files of results that were fetched at one time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Answers the next request whose method and address begin so. */
  public void refuse(String begins, int status, String body) {
    refuse(begins, LocalServer.json(status, body));
  }

  @Override
  LocalServer.Reply reply(LocalServer.Seen seen, HttpUrl url) throws IOException, SQLException {
    List<String> steps = url.pathSegments();
    if (steps.get(0).equals("cloud")) {
      return file(seen, steps);
    }
    if (steps.get(0).equals("oidc")) {
      return token(seen);
    }
    if (!lets(seen)) {
      return LocalServer.json(
          401, "{\"error_code\": \"UNAUTHENTICATED\", \"message\": \"Invalid access token.\"}");
    }
    return switch (steps.get(2)) {
      case "unity-catalog" -> steps.size() == 4 ? list(url) : table(steps.get(4));
      case "fs" -> volume(seen, url);
      default -> steps.get(3).equals("warehouses") ? warehouse() : statement(seen, steps);
    };
  }

  /** Lets an authorization server give the tokens, at the workspace's own address. */
  public void tokensFrom(OAuthServer server) {
    authorization = server;
    guardedBy(server::accepts);
  }

  private LocalServer.Reply token(LocalServer.Seen seen) throws IOException {
    Request request =
        new Request.Builder()
            .url(Objects.requireNonNull(authorization).url("/token"))
            .header("Authorization", seen.header("Authorization"))
            .post(
                RequestBody.create(
                    seen.content(), MediaType.get("application/x-www-form-urlencoded")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      String answer = response.body().string();
      return LocalServer.json(response.code(), response.isSuccessful() ? granted(answer) : answer);
    }
  }

  /** That server answers as several vendors do at once; a workspace has no more than these. */
  private static String granted(String answer) throws IOException {
    JsonNode token = JSON.readTree(answer);
    return JSON.createObjectNode()
        .put("access_token", token.path("access_token").asText())
        .put("token_type", token.path("token_type").asText())
        .put("expires_in", token.path("expires_in").asInt())
        .toString();
  }

  private static LocalServer.Reply warehouse() {
    return LocalServer.body("{\"id\": \"abc123\", \"name\": \"Small\", \"state\": \"STOPPED\"}");
  }

  private LocalServer.Reply statement(LocalServer.Seen seen, List<String> steps)
      throws IOException {
    if (steps.size() == 4) {
      return LocalServer.body(statements.start(JSON.readTree(seen.body())).toString());
    }
    if (steps.size() == 5) {
      return LocalServer.body(statements.told(steps.get(4), this::link).toString());
    }
    return steps.get(5).equals("cancel")
        ? LocalServer.body("{}")
        : LocalServer.body(
            statements.chunk(steps.get(4), Integer.parseInt(steps.get(7)), this::link).toString());
  }

  /** A link that was not given out before. */
  private String link(String statement, int chunk) {
    return url() + "/cloud/" + statement + "/" + chunk + "?sig=" + links.incrementAndGet();
  }

  /** As a cloud's storage: whoever proves who he is has told a stranger his token. */
  private LocalServer.Reply file(LocalServer.Seen seen, List<String> steps) {
    if (!seen.header("Authorization").isEmpty()) {
      return LocalServer.json(400, "{\"message\": \"a token was sent to a stranger\"}");
    }
    int now = atOnce.incrementAndGet();
    mostAtOnce.accumulateAndGet(now, Math::max);
    String rows = statements.rows(steps.get(1), Integer.parseInt(steps.get(2))).toString();
    return exchange -> {
      LocalServer.body(rows).answer(exchange);
      atOnce.decrementAndGet();
    };
  }

  private LocalServer.Reply volume(LocalServer.Seen seen, HttpUrl url) {
    String path = url.encodedPath().substring("/api/2.0/fs/files".length());
    if (seen.method().equals("PUT")) {
      files.put(path, seen.body());
    } else {
      files.remove(path);
    }
    return LocalServer.status(204);
  }

  private LocalServer.Reply list(HttpUrl url) throws SQLException {
    String token = url.queryParameter("page_token");
    int wanted = token == null ? 0 : Integer.parseInt(token);
    List<String> names = tables().names(Objects.requireNonNull(url.queryParameter("schema_name")));
    int from = Math.min(wanted, names.size());
    ObjectNode page = JSON.createObjectNode();
    ArrayNode list = page.putArray("tables");
    int to = Math.min(names.size(), from + 2);
    names.subList(from, to).forEach(name -> list.addObject().put("name", name));
    if (to < names.size()) {
      page.put("next_page_token", Integer.toString(to));
    }
    return LocalServer.body(page.toString());
  }

  private LocalServer.Reply table(String fullName) throws SQLException {
    String name = fullName.substring((CATALOG + "." + SCHEMA + ".").length());
    List<Tables.Field> fields = tables().fields(SCHEMA, name);
    if (fields.isEmpty()) {
      return LocalServer.json(
          404, "{\"error_code\": \"TABLE_DOES_NOT_EXIST\", \"message\": \"no such table\"}");
    }
    ObjectNode table = JSON.createObjectNode().put("name", name);
    ArrayNode columns = table.putArray("columns");
    for (Tables.Field field : fields) {
      columns
          .addObject()
          .put("name", field.name())
          .put("type_text", field.type().toLowerCase(java.util.Locale.ROOT))
          .put("nullable", !field.required());
    }
    ArrayNode key =
        table
            .putArray("table_constraints")
            .addObject()
            .putObject("primary_key_constraint")
            .putArray("child_columns");
    tables().key(SCHEMA, name).forEach(key::add);
    return LocalServer.body(table.toString());
  }
}
