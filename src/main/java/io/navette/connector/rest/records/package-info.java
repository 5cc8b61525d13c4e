/** From a decoded response to records: extractors, filters, transformations. */
@NullMarked
package io.navette.connector.rest.records;

import org.jspecify.annotations.NullMarked;
