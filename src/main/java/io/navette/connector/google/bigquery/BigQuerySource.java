package io.navette.connector.google.bigquery;

import io.navette.connector.Estimating;
import io.navette.connector.ReadRequest;
import io.navette.connector.warehouse.Relation;
import io.navette.connector.warehouse.WarehouseSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A source that can say what a query would be billed for, by a dry run of it. */
final class BigQuerySource extends WarehouseSource implements Estimating {
  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB");

  private final BigQuery warehouse;

  BigQuerySource(BigQuery warehouse) {
    super(warehouse);
    this.warehouse = warehouse;
  }

  @Override
  public Optional<String> estimate(ReadRequest request) {
    Relation relation = warehouse.relation(request.stream(), request.options());
    boolean plain = request.cursor().isEmpty() && request.where().isEmpty() && request.limit() == 0;
    if (plain && relation.stored()) {
      return Optional.of("read without a query, nothing billed");
    }
    String sql =
        "SELECT "
            + request.schema().names().stream()
                .map(warehouse.dialect()::quoted)
                .collect(Collectors.joining(", "))
            + " FROM "
            + relation.sql()
            + request.where().map(where -> " WHERE (" + where + ")").orElse("");
    String most =
        warehouse
            .mostBytes()
            .map(bytes -> " of at most " + shown(bytes))
            .orElse(", without maximum_bytes_billed");
    return Optional.of("query reads " + shown(warehouse.bytes(sql)) + most);
  }

  private static String shown(long bytes) {
    double number = bytes;
    int unit = 0;
    while (number >= 1000 && unit < UNITS.size() - 1) {
      number /= 1000;
      unit++;
    }
    return unit == 0
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f %s", number, UNITS.get(unit));
  }
}
