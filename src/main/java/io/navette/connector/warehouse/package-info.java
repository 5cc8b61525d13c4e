/**
 * What data warehouses share that are spoken to in SQL over HTTP: reading by query, staging and
 * merging, the ledger. Each warehouse is a package of its own.
 */
@NullMarked
package io.navette.connector.warehouse;

import org.jspecify.annotations.NullMarked;
