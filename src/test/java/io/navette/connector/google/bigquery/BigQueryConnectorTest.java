package io.navette.connector.google.bigquery;

import io.navette.row.ColumnType;
import io.navette.testing.warehouse.WarehouseContract;
import java.util.Map;

/** The contract of warehouses. */
final class BigQueryConnectorTest extends WarehouseContract {
  BigQueryConnectorTest() {
    super(new BigQueryFixture());
  }

  @Override
  protected Map<ColumnType, String> types() {
    return Map.ofEntries(
        Map.entry(ColumnType.BOOLEAN, "true"),
        Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
        Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
        Map.entry(ColumnType.decimal(38, 9), "12345678901234567890123456789.123456789"),
        Map.entry(
            ColumnType.decimal(76, 38),
            "12345678901234567890123456789012345678.12345678901234567890123456789012345678"),
        Map.entry(ColumnType.DOUBLE, "2.2250738585072014E-308"),
        Map.entry(ColumnType.TEXT, "é 🍮 '' \\ \"\nsecond line"),
        Map.entry(ColumnType.text(3), "abc"),
        Map.entry(ColumnType.BYTES, "00ff"),
        Map.entry(ColumnType.DATE, "0001-01-01"),
        Map.entry(ColumnType.TIME, "23:59:59.999999"),
        Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
        Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
        Map.entry(ColumnType.JSON, "{\"a\":[1,\"é\"]}"));
  }
}
