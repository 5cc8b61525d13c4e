/** The program's entry. */
@NullMarked
package io.navette;

import org.jspecify.annotations.NullMarked;
