package io.navette.connector.databricks;

import io.navette.row.ColumnType;
import io.navette.testing.warehouse.WarehouseContract;
import java.util.Map;

/** The contract of warehouses. */
final class DatabricksConnectorTest extends WarehouseContract {
  DatabricksConnectorTest() {
    super(new DatabricksFixture());
  }

  @Override
  protected Map<ColumnType, String> types() {
    return Map.ofEntries(
        Map.entry(ColumnType.BOOLEAN, "true"),
        Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
        Map.entry(ColumnType.integer(16), "-32768"),
        Map.entry(ColumnType.integer(32), "2147483647"),
        Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
        Map.entry(ColumnType.decimal(38, 10), "1234567890123456789012345678.0123456789"),
        Map.entry(ColumnType.DOUBLE, "2.2250738585072014E-308"),
        Map.entry(ColumnType.TEXT, "é 🍮 '' \\ \"\nsecond line"),
        Map.entry(ColumnType.BYTES, "00ff"),
        Map.entry(ColumnType.DATE, "0001-01-01"),
        Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
        Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"));
  }
}
