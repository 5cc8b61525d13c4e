/** Plain values, what is evaluated over them, and paths into them. */
@NullMarked
package io.navette.connector.rest.value;

import org.jspecify.annotations.NullMarked;
