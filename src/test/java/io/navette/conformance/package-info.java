/** Runs recorded behaviour of the reference against ours. */
@NullMarked
package io.navette.conformance;

import org.jspecify.annotations.NullMarked;
