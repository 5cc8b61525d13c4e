/** The keystore, and a Secret type that never prints itself. */
@NullMarked
package io.navette.secret;

import org.jspecify.annotations.NullMarked;
