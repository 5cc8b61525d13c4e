/** Holds Navette against recorded behaviour of the reference. */
@NullMarked
package io.navette.conformance;

import org.jspecify.annotations.NullMarked;
