/** Reads and writes a Databricks SQL warehouse by the SQL Statement Execution API. */
@NullMarked
package io.navette.connector.databricks;

import org.jspecify.annotations.NullMarked;
