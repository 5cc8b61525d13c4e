package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The statements of a {@link DatabricksServer}. */
public final class DatabricksStatements {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Tables tables;
  private final DatabricksDdl ddl;
  private final Map<String, Statement> statements = new ConcurrentHashMap<>();
  private final Queue<String[]> failures = new ConcurrentLinkedQueue<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile int chunkRows = 1000;
  private volatile boolean truncated;

  DatabricksStatements(Tables tables, String schema, Map<String, String> files) {
    this.tables = tables;
    this.ddl = new DatabricksDdl(tables, schema, files);
  }

  private static final class Statement {
    final ObjectNode status = JSON.createObjectNode();
    boolean linked;
    @Nullable Results results;
  }

  /** The next statement that holds this fails with this code, and does nothing. */
  public void fail(String part, String code, String message) {
    failures.add(new String[] {part, code, message});
  }

  /** Rows of a chunk from now on. */
  public void chunkRows(int rows) {
    chunkRows = rows;
  }

  /** Results are told to be cut from now on. */
  public void truncate() {
    truncated = true;
  }

  /** All statements that arrived. */
  public List<String> texts() {
    return texts;
  }

  ObjectNode start(JsonNode asked) {
    String sql = asked.path("statement").asText();
    texts.add(sql);
    Statement statement = new Statement();
    statement.linked = asked.path("disposition").asText().equals("EXTERNAL_LINKS");
    String id = "01ef-" + ids.incrementAndGet();
    String[] failure = failures.peek();
    if (!asked.path("warehouse_id").asText().equals(DatabricksServer.WAREHOUSE)) {
      failed(statement, "NOT_FOUND", "no such warehouse");
    } else if (failure != null && sql.contains(failure[0])) {
      failures.remove();
      failed(statement, failure[1], failure[2]);
    } else {
      run(statement, sql);
    }
    statements.put(id, statement);
    ObjectNode answer = JSON.createObjectNode().put("statement_id", id);
    answer.putObject("status").put("state", "PENDING");
    return answer;
  }

  private static void failed(Statement statement, String code, String message) {
    statement.status.put("state", "FAILED");
    statement.status.putObject("error").put("error_code", code).put("message", message);
  }

  private void run(Statement statement, String sql) {
    try (Connection connection = tables.connect()) {
      connection.setAutoCommit(false);
      statement.results =
          sql.startsWith("SELECT") ? Results.of(connection, sql) : changed(connection, sql);
      connection.commit();
      statement.status.put("state", "SUCCEEDED");
    } catch (SQLException e) {
      failed(statement, "BAD_REQUEST", Objects.toString(e.getMessage()));
    }
  }

  private Results changed(Connection connection, String sql) throws SQLException {
    if (ddl.run(sql)) {
      return new Results(List.of(), List.of());
    }
    Dml dml = Dml.run(connection, sql);
    Object[] counts;
    List<String> names;
    if (sql.startsWith("MERGE")) {
      names =
          List.of("num_affected_rows", "num_updated_rows", "num_deleted_rows", "num_inserted_rows");
      counts =
          new Object[] {
            dml.inserted() + dml.updated(), dml.updated(), dml.deleted(), dml.inserted()
          };
    } else if (sql.startsWith("INSERT")) {
      names = List.of("num_affected_rows", "num_inserted_rows");
      counts = new Object[] {dml.inserted(), dml.inserted()};
    } else {
      names = List.of("num_affected_rows");
      counts = new Object[] {dml.deleted() + dml.updated()};
    }
    return new Results(
        names.stream().map(name -> new Results.Column(name, "BIGINT", 0, 0)).toList(),
        List.<@Nullable Object[]>of(counts));
  }

  /** The state, and the first chunk. */
  ObjectNode told(String id, BiFunction<String, Integer, String> link) {
    Statement statement = Objects.requireNonNull(statements.get(id));
    ObjectNode answer = JSON.createObjectNode().put("statement_id", id);
    answer.set("status", statement.status);
    Results results = statement.results;
    if (results == null) {
      return answer;
    }
    ObjectNode manifest = answer.putObject("manifest").put("format", "JSON_ARRAY");
    manifest.put("total_chunk_count", chunks(results)).put("truncated", truncated);
    ArrayNode columns = manifest.putObject("schema").putArray("columns");
    for (Results.Column column : results.columns()) {
      columns.addObject().put("name", column.name()).put("type_text", text(column));
    }
    answer.set("result", chunk(id, 0, link));
    return answer;
  }

  private static String text(Results.Column column) {
    return switch (column.h2()) {
      case "BIGINT" -> "BIGINT";
      case "NUMERIC", "DECIMAL" -> "DECIMAL(" + column.precision() + "," + column.scale() + ")";
      case "DATE" -> "DATE";
      default -> "STRING";
    };
  }

  private int chunks(Results results) {
    return (results.rows().size() + chunkRows - 1) / chunkRows;
  }

  ObjectNode chunk(String id, int index, BiFunction<String, Integer, String> link) {
    Statement statement = Objects.requireNonNull(statements.get(id));
    Results results = Objects.requireNonNull(statement.results);
    ObjectNode chunk = JSON.createObjectNode();
    boolean more = index + 1 < chunks(results);
    ObjectNode place = chunk;
    if (statement.linked && !results.rows().isEmpty()) {
      place = chunk.putArray("external_links").addObject();
      place.put("external_link", link.apply(id, index));
    } else {
      chunk.set("data_array", rows(id, index));
    }
    place.put("chunk_index", index);
    if (more) {
      place.put("next_chunk_index", index + 1);
    }
    return chunk;
  }

  /** A chunk's rows: all values are texts. */
  ArrayNode rows(String id, int index) {
    Results results = Objects.requireNonNull(Objects.requireNonNull(statements.get(id)).results);
    ArrayNode rows = JSON.createArrayNode();
    int to = Math.min(results.rows().size(), (index + 1) * chunkRows);
    for (@Nullable Object[] row : results.rows().subList(index * chunkRows, to)) {
      ArrayNode cells = rows.addArray();
      for (Object cell : row) {
        cells.add(cell == null ? null : cell.toString());
      }
    }
    return rows;
  }
}
