/** Holds what the tests asked, and what fixtures answered, against vendors' descriptions. */
@NullMarked
package io.navette.conformance.openapi;

import org.jspecify.annotations.NullMarked;
