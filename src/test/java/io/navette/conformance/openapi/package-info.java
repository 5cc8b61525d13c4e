/** Holds what the tests asked, and what fixtures answered, against vendors' OpenAPI documents. */
@NullMarked
package io.navette.conformance.openapi;

import org.jspecify.annotations.NullMarked;
