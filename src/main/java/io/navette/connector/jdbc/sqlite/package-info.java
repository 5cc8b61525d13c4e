/** SQLite files, through sqlite-jdbc. */
@NullMarked
package io.navette.connector.jdbc.sqlite;

import org.jspecify.annotations.NullMarked;
