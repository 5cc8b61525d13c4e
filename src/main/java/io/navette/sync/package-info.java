/**
 * The engine: plan, read, map, write, commit, verify. Knows no connector, no file format and no
 * terminal; what it needs of history and console it declares here as interfaces.
 */
@NullMarked
package io.navette.sync;

import org.jspecify.annotations.NullMarked;
