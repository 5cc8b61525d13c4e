/** The commands {@code navette connect keystore ...}. */
@NullMarked
package io.navette.cli.keystore;

import org.jspecify.annotations.NullMarked;
