package io.navette.connector.databricks;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.connector.databricks.Statements.Delivery;
import io.navette.connector.databricks.Statements.Ended;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Loads rows into a staging table: by a file in a volume, which is copied once however often the
 * statement is sent, or as the values of statements, for want of a volume.
 */
final class Loading {
  /** A statement's text is 16 MiB at most. */
  private static final int STATEMENT = 12 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final Statements statements;
  private final DatabricksDialect dialect;

  Loading(Statements statements, DatabricksDialect dialect) {
    this.statements = statements;
    this.dialect = dialect;
  }

  /** Through a folder of a volume; the file goes when its rows are in the table. */
  void byFile(String volume, String table, List<Column> columns, List<String> lines) {
    String path = volume.replaceFirst("/$", "") + "/navette_" + UUID.randomUUID() + ".json";
    HttpUrl url =
        statements
            .url("api/2.0/fs/files" + path)
            .newBuilder()
            .addQueryParameter("overwrite", "true")
            .build();
    byte[] rows = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    statements.send(new Request.Builder().url(url).put(RequestBody.create(rows, BYTES)).build());
    String casts =
        columns.stream()
            .map(
                column ->
                    DatabricksDialect.cast(dialect.quoted(column.name()), type(column))
                        + " AS "
                        + dialect.quoted(column.name()))
            .collect(joining(", "));
    run(
        "COPY INTO "
            + table
            + " FROM (SELECT "
            + casts
            + " FROM "
            + dialect.text(path)
            + ") FILEFORMAT = JSON FORMAT_OPTIONS ('primitivesAsString' = 'true')",
        true);
    HttpUrl file = statements.url("api/2.0/fs/files" + path);
    statements.send(new Request.Builder().url(file).delete().build());
  }

  /** In statements; a statement whose end is unknown is not sent again. */
  void byStatement(String table, List<Column> columns, List<String> lines) {
    List<String> rows = new ArrayList<>();
    int bytes = 0;
    for (String line : lines) {
      String row = values(line, columns);
      int length = row.getBytes(StandardCharsets.UTF_8).length;
      if (!rows.isEmpty() && bytes + length > STATEMENT) {
        insert(table, rows);
        rows.clear();
        bytes = 0;
      }
      rows.add(row);
      bytes += length;
    }
    insert(table, rows);
  }

  private void insert(String table, List<String> rows) {
    run("INSERT INTO " + table + " VALUES " + String.join(", ", rows), false);
  }

  private String values(String line, List<Column> columns) {
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of our own", e);
    }
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (Column column : columns) {
      JsonNode value = row.path(column.name());
      values.add(
          value.isNull()
              ? "NULL"
              : DatabricksDialect.cast(dialect.text(value.asText()), type(column)));
    }
    return values.toString();
  }

  private static String type(Column column) {
    return column.origin().map(Origin::nativeType).orElse("STRING");
  }

  private void run(String sql, boolean twice) {
    Ended ended = statements.run(sql, Delivery.INLINE, twice);
    if (!ended.succeeded()) {
      throw statements.failure(ended);
    }
  }
}
