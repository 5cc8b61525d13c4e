/** PostgreSQL: COPY in binary form both ways, set-based merges, exactly once. */
@NullMarked
package io.navette.connector.jdbc.postgres;

import org.jspecify.annotations.NullMarked;
