package io.navette.connector.google.bigquery;

import io.navette.connector.warehouse.Dialect;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** GoogleSQL. */
final class BigQueryDialect implements Dialect {
  @Override
  public String family() {
    return BigQueryTypes.FAMILY;
  }

  @Override
  public String quoted(String identifier) {
    return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  @Override
  public String literal(String nativeType, ColumnType type, String text) {
    String base = BigQueryTypes.base(nativeType);
    return base.equals("BYTES")
        ? "FROM_HEX(" + text(text) + ")"
        : "CAST(" + text(text) + " AS " + base + ")";
  }

  @Override
  public Column stored(Column column) {
    return BigQueryTypes.stored(column);
  }

  @Override
  public Column staged(Column target) {
    String declared = target.origin().map(Origin::nativeType).orElse("");
    return new Column(
        target.name(),
        target.type(),
        true,
        Optional.of(new Origin(BigQueryTypes.FAMILY, BigQueryTypes.base(declared))));
  }

  @Override
  public String comparable(String expression, String nativeType) {
    return switch (nativeType) {
      case "JSON", "ARRAY", "STRUCT" -> "TO_JSON_STRING(" + expression + ")";
      case "GEOGRAPHY" -> "ST_ASTEXT(" + expression + ")";
      default -> expression;
    };
  }

  @Override
  public String printed(String expression, String nativeType) {
    return expression;
  }

  @Override
  public void append(Cells into, String nativeType, String printed) {
    switch (BigQueryTypes.base(nativeType)) {
      case "TIMESTAMP" ->
          CellValue.append(into, Instant.EPOCH.plus(Long.parseLong(printed), ChronoUnit.MICROS));
      case "BYTES" -> CellValue.append(into, Base64.getDecoder().decode(printed));
      case "FLOAT64" ->
          CellText.parse(into, printed.replaceFirst("(?i)^([+-]?)inf$", "$1Infinity"));
      default -> CellText.parse(into, printed);
    }
  }

  @Override
  public Optional<String> assertion(String condition, String message) {
    return Optional.of("ASSERT " + condition + " AS " + text(message));
  }

  /** A table can't be truncated in a transaction. */
  @Override
  public List<String> replace(String target, String columns, String select) {
    return List.of(
        "DELETE FROM " + target + " WHERE TRUE",
        "INSERT INTO " + target + " (" + columns + ") " + select);
  }
}
