package io.navette.testing.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.testing.warehouse.Tables.Field;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of Databricks that H2 has no like of: tables are made, and files copied. */
final class DatabricksDdl {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CREATE =
      Pattern.compile("CREATE (OR REPLACE )?TABLE `main`\\.`shop`\\.`((?:[^`]|``)*)` \\((.*)\\)");
  private static final Pattern CLONE =
      Pattern.compile(
          "CREATE OR REPLACE TABLE `main`\\.`shop`\\.`([^`]*)` SHALLOW CLONE"
              + " `main`\\.`shop`\\.`([^`]*)`");
  private static final Pattern ADD =
      Pattern.compile("ALTER TABLE `main`\\.`shop`\\.`([^`]*)` ADD COLUMNS \\((.*)\\)");
  private static final Pattern DROP =
      Pattern.compile("DROP TABLE IF EXISTS `main`\\.`shop`\\.`([^`]*)`");
  private static final Pattern COPY =
      Pattern.compile(
          "COPY INTO `main`\\.`shop`\\.`([^`]*)` FROM \\(SELECT (.*) FROM '([^']*)'\\) FILEFORMAT ="
              + " JSON FORMAT_OPTIONS \\('primitivesAsString' = 'true'\\)");
  private static final Pattern COLUMN =
      Pattern.compile("`((?:[^`]|``)*)` ([A-Z_]+(?:\\([0-9, ]+\\))?)( NOT NULL)?(?:, |$)");
  private static final Pattern KEY = Pattern.compile("PRIMARY KEY \\((.*)\\)$");

  private final Tables tables;
  private final String schema;
  private final Map<String, String> files;

  DatabricksDdl(Tables tables, String schema, Map<String, String> files) {
    this.tables = tables;
    this.schema = schema;
    this.files = files;
  }

  /** False for a statement of another kind. */
  boolean run(String sql) throws SQLException {
    Matcher create = CREATE.matcher(sql);
    Matcher clone = CLONE.matcher(sql);
    Matcher add = ADD.matcher(sql);
    Matcher drop = DROP.matcher(sql);
    Matcher copy = COPY.matcher(sql);
    if (create.matches()) {
      if (create.group(1) != null) {
        drop(create.group(2));
      }
      create(create.group(2).replace("``", "`"), create.group(3));
    } else if (clone.matches()) {
      drop(clone.group(1));
      tables.copy(schema, clone.group(2), clone.group(1));
    } else if (add.matches()) {
      tables.add(schema, add.group(1), columns(add.group(2)));
    } else if (drop.matches()) {
      drop(drop.group(1));
    } else if (copy.matches()) {
      copy(copy.group(1), copy.group(2), copy.group(3));
    } else {
      return false;
    }
    return true;
  }

  private void drop(String table) throws SQLException {
    tables.execute("DROP TABLE IF EXISTS " + Tables.quoted(schema) + "." + Tables.quoted(table));
  }

  private void create(String table, String parts) throws SQLException {
    Matcher key = KEY.matcher(parts);
    List<String> names = new ArrayList<>();
    if (key.find()) {
      for (String name : key.group(1).split(", ", -1)) {
        names.add(name.substring(1, name.length() - 1));
      }
    }
    tables.create(schema, table, columns(parts), names);
  }

  private static List<Field> columns(String parts) {
    List<Field> fields = new ArrayList<>();
    Matcher column = COLUMN.matcher(parts);
    while (column.find()) {
      fields.add(
          new Field(column.group(1).replace("``", "`"), column.group(2), column.group(3) != null));
    }
    return fields;
  }

  /** Every value in the file is a text. */
  private void copy(String table, String casts, String path) throws SQLException {
    List<String> names = tables.fields(schema, table).stream().map(Field::name).toList();
    String texts =
        String.join(
            ", ", names.stream().map(name -> "CAST(? AS STRING) AS `" + name + "`").toList());
    String sql =
        "INSERT INTO `"
            + schema
            + "`.`"
            + table
            + "` SELECT "
            + casts
            + " FROM (SELECT "
            + texts
            + ")";
    try (Connection connection = tables.connect();
        PreparedStatement insert = connection.prepareStatement(Translation.of(sql))) {
      connection.setAutoCommit(false);
      for (String line : Objects.requireNonNull(files.get(path)).lines().toList()) {
        JsonNode row = JSON.readTree(line);
        for (int i = 0; i < names.size(); i++) {
          JsonNode value = row.path(names.get(i));
          insert.setString(i + 1, value.isNull() ? null : value.asText());
        }
        insert.executeUpdate();
      }
      connection.commit();
    } catch (IOException e) {
      throw new SQLException("the file is no JSON", e);
    }
  }
}
