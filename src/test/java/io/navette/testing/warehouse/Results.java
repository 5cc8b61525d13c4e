package io.navette.testing.warehouse;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query gave: columns with H2's types, and cells as Java values. */
record Results(List<Column> columns, List<@Nullable Object[]> rows) {

  /** A column of a result. */
  record Column(String name, String h2, int precision, int scale) {}

  static Results of(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Translation.of(sql))) {
      ResultSetMetaData meta = row.getMetaData();
      List<Column> columns = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(
            new Column(
                meta.getColumnLabel(i),
                meta.getColumnTypeName(i),
                meta.getPrecision(i),
                meta.getScale(i)));
      }
      List<@Nullable Object[]> rows = new ArrayList<>();
      while (row.next()) {
        @Nullable Object[] cells = new Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = cell(row, i + 1, columns.get(i).h2());
        }
        rows.add(cells);
      }
      return new Results(columns, rows);
    }
  }

  private static @Nullable Object cell(ResultSet row, int column, String type) throws SQLException {
    return switch (type) {
      case "DATE" -> row.getObject(column, LocalDate.class);
      case "TIME" -> row.getObject(column, LocalTime.class);
      case "TIMESTAMP" -> row.getObject(column, LocalDateTime.class);
      case "TIMESTAMP WITH TIME ZONE" -> row.getObject(column, OffsetDateTime.class);
      case "BINARY VARYING", "BINARY" -> row.getBytes(column);
      case "NUMERIC", "DECIMAL" -> plain(row.getBigDecimal(column));
      default -> row.getString(column);
    };
  }

  /** Warehouses print no zeros at the end. */
  private static @Nullable Object plain(@Nullable BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros().toPlainString();
  }
}
