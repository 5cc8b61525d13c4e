package io.navette.connector.databricks;

import io.navette.connector.warehouse.Dialect;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Databricks SQL. */
final class DatabricksDialect implements Dialect {
  @Override
  public String family() {
    return DatabricksTypes.FAMILY;
  }

  @Override
  public String quoted(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  @Override
  public String literal(String nativeType, ColumnType type, String text) {
    return cast(text(text), nativeType);
  }

  /** A text's value: bytes are in hexadecimal digits. */
  static String cast(String text, String nativeType) {
    return switch (DatabricksTypes.base(nativeType)) {
      case "BINARY" -> "UNHEX(" + text + ")";
      case "STRING" -> text;
      case "VARCHAR", "CHAR" -> text;
      default -> "CAST(" + text + " AS " + nativeType + ")";
    };
  }

  @Override
  public Column stored(Column column) {
    return DatabricksTypes.stored(column);
  }

  @Override
  public Column staged(Column target) {
    String declared = target.origin().map(Origin::nativeType).orElse("");
    if (DatabricksTypes.isNested(declared)) {
      throw new Failure.Configuration(
          "column " + target.name() + " is " + declared + ", which Navette only reads",
          "leave the column out of columns:");
    }
    String base = DatabricksTypes.base(declared);
    boolean text = base.equals("VARCHAR") || base.equals("CHAR");
    return new Column(
        target.name(),
        target.type(),
        true,
        Optional.of(new Origin(DatabricksTypes.FAMILY, text ? "STRING" : declared)));
  }

  /** Rows with a nested column are read only, so that there is nothing to compare. */
  @Override
  public String comparable(String expression, String nativeType) {
    return expression;
  }

  /** Moments as numbers and bytes as digits: no session's time zone has a say in them. */
  @Override
  public String printed(String expression, String nativeType) {
    return switch (DatabricksTypes.base(nativeType)) {
      case "TIMESTAMP" -> "UNIX_MICROS(" + expression + ")";
      case "BINARY" -> "HEX(" + expression + ")";
      case "TIMESTAMP_NTZ", "DATE" -> "CAST(" + expression + " AS STRING)";
      case "ARRAY", "MAP", "STRUCT", "VARIANT" -> "TO_JSON(" + expression + ")";
      default -> expression;
    };
  }

  @Override
  public void append(Cells into, String nativeType, String printed) {
    if (DatabricksTypes.base(nativeType).equals("TIMESTAMP")) {
      CellValue.append(into, Instant.EPOCH.plus(Long.parseLong(printed), ChronoUnit.MICROS));
    } else {
      CellText.parse(into, printed);
    }
  }

  /** Each statement is a transaction of its own. */
  @Override
  public Optional<String> assertion(String condition, String message) {
    return Optional.empty();
  }

  @Override
  public List<String> replace(String target, String columns, String select) {
    return List.of("INSERT OVERWRITE " + target + " (" + columns + ") " + select);
  }
}
