package io.navette.connector.databricks;

import io.navette.connector.jdbc.TableName;
import java.util.Optional;

/**
 * Where a connection's tables are, and what computes.
 *
 * @param warehouse the SQL warehouse's id
 * @param schema of names without one
 * @param volume the folder of a volume that rows are loaded by; empty to put them into statements
 */
record Workspace(
    String connection, String warehouse, String catalog, String schema, Optional<String> volume) {

  /** As the catalog's API names a table. */
  String path(TableName name) {
    return catalog + "." + name.schema().orElse(schema) + "." + name.table();
  }
}
