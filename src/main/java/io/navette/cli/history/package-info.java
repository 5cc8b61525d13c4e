/** The commands about past runs. */
@NullMarked
package io.navette.cli.history;

import org.jspecify.annotations.NullMarked;
