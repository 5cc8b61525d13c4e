/** Runs, bookmarks, rejections and leases, in SQLite or PostgreSQL. */
@NullMarked
package io.navette.history;

import org.jspecify.annotations.NullMarked;
