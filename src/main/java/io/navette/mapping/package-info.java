/** Compiles column rules against a schema; rows to rows, pure. */
@NullMarked
package io.navette.mapping;

import org.jspecify.annotations.NullMarked;
