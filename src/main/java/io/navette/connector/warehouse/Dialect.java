package io.navette.connector.warehouse;

import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import java.util.List;
import java.util.Optional;

/** How a warehouse writes names, types and values. Stateless. */
public interface Dialect {
  /** The family of its native types, for {@link Column#origin}. */
  String family();

  /** A name for SQL. */
  String quoted(String identifier);

  /** A text as a literal; warehouses agree on backslashes. */
  default String text(String value) {
    String escaped =
        value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r");
    return "'" + escaped + "'";
  }

  /** A value of a native type, from its canonical text. */
  String literal(String nativeType, ColumnType type, String text);

  /** The column as a table made by Navette would have it, its native type as origin. */
  Column stored(Column column);

  /** The column as a staging table has it: nullable, and no narrower than the target's. */
  Column staged(Column target);

  /** An expression that can be compared, which not every type can. */
  String comparable(String expression, String nativeType);

  /** An expression whose text does not depend on the session or on how results are written. */
  String printed(String expression, String nativeType);

  /**
   * Appends a cell as {@link #printed} gives it.
   *
   * @throws io.navette.row.CellText.Misfit when it is none of the wanted type
   */
  void append(Cells into, String nativeType, String printed);

  /** A statement that fails unless a condition holds; empty where there is none. */
  Optional<String> assertion(String condition, String message);

  /** Makes a target hold just the rows of a query. */
  List<String> replace(String target, String columns, String select);
}
