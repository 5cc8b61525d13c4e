/** Reads and writes BigQuery by its REST API. */
@NullMarked
package io.navette.connector.google.bigquery;

import org.jspecify.annotations.NullMarked;
