/**
 * Holds what the tests asked, and what fixtures answered, against what vendors publish of their
 * APIs.
 */
@NullMarked
package io.navette.conformance.openapi;

import org.jspecify.annotations.NullMarked;
