/**
 * What a person or a script sees: tables, progress, JSON lines, colours. Owns stdout and stderr.
 */
@NullMarked
package io.navette.console;

import org.jspecify.annotations.NullMarked;
