/** Datetimes and durations as manifests write them. */
@NullMarked
package io.navette.connector.rest.date;

import org.jspecify.annotations.NullMarked;
