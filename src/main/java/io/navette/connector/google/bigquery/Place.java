package io.navette.connector.google.bigquery;

import io.navette.connector.jdbc.TableName;

/**
 * Where a connection's tables are, and who pays.
 *
 * @param project whose jobs these are
 * @param dataProject that holds the dataset
 * @param dataset of names without one
 */
record Place(String connection, String project, String dataProject, String dataset) {

  /** {@code table}, {@code dataset.table} or {@code project.dataset.table}. */
  String project(TableName name) {
    return hasProject(name) ? name.schema().orElseThrow() : dataProject;
  }

  String dataset(TableName name) {
    return hasProject(name)
        ? name.table().substring(0, name.table().indexOf('.'))
        : name.schema().orElse(dataset);
  }

  String table(TableName name) {
    return hasProject(name) ? name.table().substring(name.table().indexOf('.') + 1) : name.table();
  }

  /** A table's name can't hold a dot here. */
  private static boolean hasProject(TableName name) {
    return name.schema().isPresent() && name.table().indexOf('.') > 0;
  }

  String path(TableName name) {
    return project(name) + "." + dataset(name) + "." + table(name);
  }
}
