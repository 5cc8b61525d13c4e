/** A class per subcommand: parse, one call, print. */
@NullMarked
package io.navette.cli;

import org.jspecify.annotations.NullMarked;
