package io.navette.connector.databricks;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.connector.databricks.Statements.Delivery;
import io.navette.connector.databricks.Statements.Ended;
import io.navette.connector.warehouse.Lines;
import io.navette.http.FileBody;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Loads rows into a staging table: by a file in a volume, which is copied once however often the
 * statement is sent, or as the values of statements, for want of a volume.
 */
final class Loading {
  /** Bytes of a file: so many have to be sent again when a load fails. */
  static final long FILE = 256L << 20;

  /** Bytes of lines in one statement, whose text is four times that at most; 16 MiB are allowed. */
  static final long STATEMENT = 4L << 20;

  private final Statements statements;
  private final DatabricksDialect dialect;

  Loading(Statements statements, DatabricksDialect dialect) {
    this.statements = statements;
    this.dialect = dialect;
  }

  /** Through a folder of a volume, where the file does not stay. */
  Ended byFile(String volume, String table, List<Column> columns, Lines lines) {
    String path = volume.replaceFirst("/$", "") + "/navette_" + UUID.randomUUID() + ".json";
    HttpUrl file = statements.url("api/2.0/fs/files" + path);
    HttpUrl url = file.newBuilder().addQueryParameter("overwrite", "true").build();
    FileBody rows = new FileBody(lines.file(), lines.first(), lines.end());
    statements.send(new Request.Builder().url(url).put(rows).build());
    try {
      return copy(table, columns, path);
    } finally {
      statements.send(new Request.Builder().url(file).delete().build());
    }
  }

  private Ended copy(String table, List<Column> columns, String path) {
    String casts =
        columns.stream()
            .map(
                column ->
                    DatabricksDialect.cast(dialect.quoted(column.name()), type(column))
                        + " AS "
                        + dialect.quoted(column.name()))
            .collect(joining(", "));
    return statements.run(
        "COPY INTO "
            + table
            + " FROM (SELECT "
            + casts
            + " FROM "
            + dialect.text(path)
            + ") FILEFORMAT = JSON FORMAT_OPTIONS ('primitivesAsString' = 'true')",
        Delivery.INLINE,
        true);
  }

  /** In a statement; one whose end is unknown is not sent again. */
  Ended byStatement(String table, List<Column> columns, Lines lines) throws IOException {
    String rows = lines.texts().stream().map(line -> values(line, columns)).collect(joining(", "));
    return statements.run("INSERT INTO " + table + " VALUES " + rows, Delivery.INLINE, false);
  }

  private String values(String line, List<Column> columns) {
    JsonNode row = JsonLine.node(line);
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
}
